// SPDX-License-Identifier: AGPL-3.0-or-later
import { Button, Group, Modal, PasswordInput, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAttempt } from '../../ui/errors';

/** Some changes ask who is at the keyboard once more. */
export function AskPassphrase({
  title,
  onClose,
  onGiven,
}: {
  title: string;
  onClose: () => void;
  onGiven: (passphrase: string) => Promise<unknown>;
}) {
  const { t } = useTranslation();
  const attempt = useAttempt();
  const [passphrase, setPassphrase] = useState('');
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('do.close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void attempt(() => onGiven(passphrase)).then((done) => done && onClose());
        }}
      >
        <Stack>
          <Text size="sm">{t('passphrase.again')}</Text>
          <PasswordInput
            label={t('sign_in.passphrase')}
            autoComplete="current-password"
            value={passphrase}
            onChange={(event) => setPassphrase(event.currentTarget.value)}
            visibilityToggleButtonProps={{ 'aria-label': t('passphrase.show') }}
            data-autofocus
            required
          />
          <Group justify="flex-end">
            <Button type="submit" disabled={passphrase === ''}>
              {t('do.continue')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
