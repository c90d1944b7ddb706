// SPDX-License-Identifier: AGPL-3.0-or-later
import { Alert, Button, Group, Modal, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { change, post } from '../../api/client';
import { sessionKey, useSession } from '../../api/session';
import { useAttempt } from '../../ui/errors';
import { Qr } from '../../ui/qr';
import { Card } from './card';
import { CodesDialog } from './codes-dialog';
import { AskPassphrase } from './ask-passphrase';

export function TotpCard() {
  const { t } = useTranslation();
  const session = useSession();
  const attempt = useAttempt();
  const client = useQueryClient();
  const [setup, setSetup] = useState<{ secret: string; uri: string }>();
  const [codes, setCodes] = useState<string[]>();
  const [asking, setAsking] = useState<'remove' | 'codes'>();
  const refresh = () => client.invalidateQueries({ queryKey: sessionKey });
  const given = async (passphrase: string) => {
    if (asking === 'codes')
      setCodes((await post<{ recovery_codes: string[] }>('/me/recovery-codes', { passphrase })).recovery_codes);
    else await change('DELETE', '/me/totp', { passphrase });
    await refresh();
  };
  return (
    <Card
      title={t('totp.title')}
      note={t(session.totp ? 'totp.on' : 'totp.off')}
      action={
        session.totp ? (
          <Group gap="xs">
            <Button variant="default" onClick={() => setAsking('codes')}>
              {t('codes.new')}
            </Button>
            <Button variant="default" onClick={() => setAsking('remove')}>
              {t('totp.remove')}
            </Button>
          </Group>
        ) : (
          <Button onClick={() => void attempt(async () => setSetup(await post('/me/totp')))}>{t('totp.set_up')}</Button>
        )
      }
    >
      {session.totp ? <CodesLeft count={session.recovery_codes_left} /> : null}
      {setup ? (
        <TotpDialog
          setup={setup}
          onClose={() => setSetup(undefined)}
          onDone={(made) => {
            setSetup(undefined);
            setCodes(made);
            void refresh();
          }}
        />
      ) : null}
      {codes ? <CodesDialog codes={codes} onClose={() => setCodes(undefined)} /> : null}
      {asking ? (
        <AskPassphrase
          title={t(asking === 'codes' ? 'codes.new' : 'totp.remove')}
          onClose={() => setAsking(undefined)}
          onGiven={given}
        />
      ) : null}
    </Card>
  );
}

/** Few are a reason to make new ones before the last is gone. */
function CodesLeft({ count }: { count: number }) {
  const { t } = useTranslation();
  const text = t('codes.left', { count });
  if (count > 3)
    return (
      <Text size="sm" mt="xs">
        {text}
      </Text>
    );
  return (
    <Alert color="amber" mt="sm" py={8}>
      {text} {t('codes.few')}
    </Alert>
  );
}

function TotpDialog({
  setup,
  onClose,
  onDone,
}: {
  setup: { secret: string; uri: string };
  onClose: () => void;
  onDone: (codes: string[]) => void;
}) {
  const { t } = useTranslation();
  const attempt = useAttempt();
  const [code, setCode] = useState('');
  return (
    <Modal opened onClose={onClose} title={t('totp.set_up')} closeButtonProps={{ 'aria-label': t('do.close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void attempt(async () =>
            onDone(
              (await post<{ recovery_codes: string[] }>('/me/totp/confirm', { code: code.replace(/\s/g, '') })).recovery_codes,
            ),
          );
        }}
      >
        <Stack align="center">
          <Text size="sm">{t('totp.scan')}</Text>
          <Qr text={setup.uri} label={t('totp.qr')} />
          <PasswordInput
            w="100%"
            label={t('totp.by_hand')}
            value={setup.secret}
            readOnly
            classNames={{ input: 'mono' }}
            data-secret={setup.secret}
            visibilityToggleButtonProps={{ 'aria-label': t('passphrase.show') }}
          />
          <TextInput
            w="100%"
            label={t('factor.totp_label')}
            inputMode="numeric"
            autoComplete="one-time-code"
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
            required
            data-autofocus
          />
          <Button type="submit" fullWidth disabled={code.replace(/\s/g, '').length < 6}>
            {t('do.confirm')}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}
