// SPDX-License-Identifier: AGPL-3.0-or-later
// Coming in: login and passphrase, then the second factor where one is set; or a passkey alone.
import { Alert, Button, Divider, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconKey, IconLock } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { passkeysWork, answerPasskey } from '../../api/passkey';
import { enter, passkeyBegin, passkeyFinish, signIn, stateKey } from '../../api/session';
import type { SecondFactor, Session, State } from '../../api/types';
import { Door } from '../../ui/door';
import { useErrorText } from '../../ui/errors';
import { SecondFactorForm } from './second-factor';

export function SignIn({ state }: { state: State }) {
  const [factor, setFactor] = useState<SecondFactor>();
  const client = useQueryClient();
  const come = (session: Session) => {
    enter(client, session);
    void client.invalidateQueries({ queryKey: stateKey });
  };
  return (
    <Door>
      {factor ? (
        <SecondFactorForm factor={factor} onDone={come} onBack={() => setFactor(undefined)} />
      ) : (
        <FirstFactor state={state} onDone={come} onMore={setFactor} />
      )}
    </Door>
  );
}

interface Props {
  state: State;
  onDone: (session: Session) => void;
  onMore: (factor: SecondFactor) => void;
}

function FirstFactor({ state, onDone, onMore }: Props) {
  const { t } = useTranslation();
  const say = useErrorText();
  const [login, setLogin] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);

  const attempt = async (work: () => Promise<void>) => {
    setBusy(true);
    setProblem('');
    try {
      await work();
    } catch (error) {
      setProblem(error instanceof DOMException ? t('sign_in.passkey_stopped') : say(error));
    }
    setBusy(false);
  };
  const byPassphrase = async () => {
    const answer = await signIn(login.trim(), passphrase);
    if (answer.second_factor) onMore(answer.second_factor);
    else if (answer.session) onDone(answer.session);
  };
  const byPasskey = async () => {
    const begun = await passkeyBegin();
    const proof = await answerPasskey(begun.options);
    onDone((await passkeyFinish(begun.challenge, proof.credential, proof.prf)).session);
  };

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void attempt(byPassphrase);
      }}
    >
      <Stack>
        <div>
          <Title order={1} size="h3">
            {t('sign_in.title')}
          </Title>
          <Text c="dimmed">{state.workspace_name}</Text>
        </div>
        {state.phase === 'locked' ? (
          <Alert color="amber" icon={<IconLock aria-hidden />}>
            {t('sign_in.locked')}
          </Alert>
        ) : null}
        {problem ? (
          <Alert color="brick" role="alert">
            {problem}
          </Alert>
        ) : null}
        <TextInput
          label={t('sign_in.login')}
          name="username"
          autoComplete="username webauthn"
          autoCapitalize="none"
          spellCheck={false}
          value={login}
          onChange={(event) => setLogin(event.currentTarget.value)}
          required
          autoFocus
        />
        <PasswordInput
          label={t('sign_in.passphrase')}
          name="passphrase"
          autoComplete="current-password"
          value={passphrase}
          onChange={(event) => setPassphrase(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': t('passphrase.show') }}
          required
        />
        <Button type="submit" loading={busy} fullWidth>
          {t('sign_in.go')}
        </Button>
        {passkeysWork() && state.phase === 'open' ? (
          <>
            <Divider label={t('sign_in.or')} />
            <Button
              variant="default"
              leftSection={<IconKey size={18} aria-hidden />}
              onClick={() => void attempt(byPasskey)}
              disabled={busy}
            >
              {t('sign_in.passkey')}
            </Button>
          </>
        ) : null}
        <Text size="sm" c="dimmed">
          {t('sign_in.help')}
        </Text>
      </Stack>
    </form>
  );
}
