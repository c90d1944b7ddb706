// SPDX-License-Identifier: AGPL-3.0-or-later
import { Button, Group, Modal, PasswordInput, Stack } from '@mantine/core';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { change } from '../../api/client';
import { useSession } from '../../api/session';
import { useAttempt } from '../../ui/errors';
import { NewPassphrase } from '../../ui/passphrase';
import { Card } from './card';

export function PassphraseCard() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <Card
      title={t('passphrase.title')}
      note={t('passphrase.what')}
      action={
        <Button variant="default" onClick={() => setOpen(true)}>
          {t('passphrase.change')}
        </Button>
      }
    >
      {open ? <ChangeDialog onClose={() => setOpen(false)} /> : null}
    </Card>
  );
}

function ChangeDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { member } = useSession();
  const attempt = useAttempt();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [good, setGood] = useState(false);
  const judged = useCallback((acceptable: boolean) => setGood(acceptable), []);
  const send = async () => {
    if (await attempt(() => change('PUT', '/me/passphrase', { current, next }), t('passphrase.changed'))) onClose();
  };
  return (
    <Modal opened onClose={onClose} title={t('passphrase.change')} closeButtonProps={{ 'aria-label': t('do.close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Stack>
          <PasswordInput
            label={t('passphrase.current')}
            autoComplete="current-password"
            value={current}
            onChange={(event) => setCurrent(event.currentTarget.value)}
            visibilityToggleButtonProps={{ 'aria-label': t('passphrase.show') }}
            data-autofocus
            required
          />
          <NewPassphrase value={next} onChange={setNext} hints={[member.name, member.login]} onJudged={judged} />
          <Group justify="flex-end">
            <Button type="submit" disabled={!good || current === ''}>
              {t('do.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
