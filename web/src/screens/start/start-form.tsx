// SPDX-License-Identifier: AGPL-3.0-or-later
import { Alert, Button, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/error';
import { setUp } from '../../api/session';
import type { Session, State } from '../../api/types';
import { useErrorText } from '../../ui/errors';
import { NewPassphrase } from '../../ui/passphrase';

interface Props {
  token: string;
  state: State;
  onMade: (made: { recovery_key: string; session: Session; workspace: string }) => void;
}

/** A login made from a name: latin letters and figures; the person may write another. */
export const loginFrom = (name: string): string => {
  const first = name.trim().split(/\s+/)[0] ?? '';
  return first
    .normalize('NFD')
    .replace(/[^A-Za-z0-9]/g, '')
    .toLowerCase();
};

export function StartForm({ token, state, onMade }: Props) {
  const { t, i18n } = useTranslation();
  const say = useErrorText();
  const claimed = state.phase === 'unclaimed';
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const [good, setGood] = useState(false);
  const judged = useCallback((acceptable: boolean) => setGood(acceptable), []);
  const form = useForm({ initialValues: { workspace_name: state.workspace_name, member_name: '', login: '', passphrase: '' } });
  const values = form.values;

  const send = async () => {
    setBusy(true);
    setProblem('');
    try {
      const made = await setUp({ ...values, login: values.login.trim(), setup_token: token, language: i18n.language });
      onMade({ ...made, workspace: values.workspace_name });
    } catch (error) {
      if (error instanceof ApiError && error.field && error.field in values) form.setFieldError(error.field, say(error));
      else setProblem(say(error));
      setBusy(false);
    }
  };

  return (
    <form onSubmit={form.onSubmit(() => void send())}>
      <Stack>
        <div>
          <Title order={1} size="h3">
            {t('start.title')}
          </Title>
          <Text c="dimmed">{t(claimed ? 'start.unclaimed' : 'start.intro')}</Text>
        </div>
        {problem ? (
          <Alert color="brick" role="alert">
            {problem}
          </Alert>
        ) : null}
        <TextInput
          label={t('start.workspace')}
          description={t('start.workspace_help')}
          required
          autoFocus
          {...form.getInputProps('workspace_name')}
        />
        <TextInput
          label={t('start.name')}
          description={t('start.name_help')}
          autoComplete="name"
          required
          {...form.getInputProps('member_name')}
          onChange={(event) => {
            const name = event.currentTarget.value;
            if (values.login === loginFrom(values.member_name)) form.setFieldValue('login', loginFrom(name));
            form.setFieldValue('member_name', name);
          }}
        />
        <TextInput
          label={t('start.login')}
          description={t('start.login_help')}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          {...form.getInputProps('login')}
        />
        {claimed ? (
          <PasswordInput
            label={t('start.vault_passphrase')}
            required
            visibilityToggleButtonProps={{ 'aria-label': t('passphrase.show') }}
            {...form.getInputProps('passphrase')}
          />
        ) : (
          <NewPassphrase
            value={values.passphrase}
            onChange={(value) => form.setFieldValue('passphrase', value)}
            hints={[values.workspace_name, values.member_name, values.login]}
            onJudged={judged}
          />
        )}
        <Button type="submit" loading={busy} disabled={!claimed && !good}>
          {t('start.go')}
        </Button>
      </Stack>
    </form>
  );
}
