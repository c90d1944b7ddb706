// SPDX-License-Identifier: AGPL-3.0-or-later
// Some acts are written into the ledger with a reason. This asks for it, once, in one way.
import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAttempt } from './errors';

interface Props {
  title: string;
  note?: ReactNode;
  action: string;
  danger?: boolean;
  onClose: () => void;
  onGiven: (reason: string) => Promise<unknown>;
  children?: ReactNode;
}

export function ReasonDialog({ title, note, action, danger, onClose, onGiven, children }: Props) {
  const { t } = useTranslation();
  const attempt = useAttempt();
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const send = async () => {
    if (reason.trim() === '') return;
    setBusy(true);
    if (await attempt(() => onGiven(reason.trim()))) onClose();
    else setBusy(false);
  };
  return (
    <Modal opened onClose={onClose} title={title}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Stack>
          {note ? <Text size="sm">{note}</Text> : null}
          {children}
          <Textarea
            label={t('reason.label')}
            description={t('reason.help')}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            autosize
            minRows={2}
            required
            data-autofocus
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('do.cancel')}
            </Button>
            <Button type="submit" loading={busy} disabled={reason.trim() === ''} {...(danger ? { color: 'brick' } : {})}>
              {action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
