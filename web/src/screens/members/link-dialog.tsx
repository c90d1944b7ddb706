// SPDX-License-Identifier: AGPL-3.0-or-later
import { Button, CopyButton, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface Props {
  title: string;
  link: string;
  /** What to do with it, where it is no invitation. */
  note?: string;
  onClose: () => void;
}

/** A link that lets one person in, or a calendar program read: shown once, to be handed over by a safe way. */
export function LinkDialog({ title, link, note, onClose }: Props) {
  const { t } = useTranslation();
  const full = new URL(link, window.location.origin + window.location.pathname).href;
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('do.close') }}>
      <Stack>
        <Text size="sm">{note ?? t('invite.hand_over')}</Text>
        <TextInput
          label={t('invite.link')}
          value={full}
          readOnly
          onFocus={(event) => event.currentTarget.select()}
          classNames={{ input: 'mono' }}
        />
        <CopyButton value={full}>
          {({ copied, copy }) => <Button onClick={copy}>{t(copied ? 'do.copied' : 'do.copy')}</Button>}
        </CopyButton>
      </Stack>
    </Modal>
  );
}
