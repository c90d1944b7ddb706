// SPDX-License-Identifier: AGPL-3.0-or-later
// Coming in by invitation: see who invites to what, choose a passphrase, and be in.
import { Alert, Button, Stack, Text, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { kindOf } from '../../api/error';
import { enter, join, lookInvitation } from '../../api/session';
import { Door } from '../../ui/door';
import { useErrorText } from '../../ui/errors';
import { NewPassphrase } from '../../ui/passphrase';
import { Refused, Waiting } from '../../ui/states';
import { useTokenOnce } from '../../ui/token';

export default function Join() {
  const token = useTokenOnce('/join');
  const { t, i18n } = useTranslation();
  const say = useErrorText();
  const client = useQueryClient();
  const go = useNavigate();
  const look = useQuery({ queryKey: ['join', token], queryFn: () => lookInvitation(token), retry: false });
  const [passphrase, setPassphrase] = useState('');
  const [good, setGood] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const judged = useCallback((acceptable: boolean) => setGood(acceptable), []);

  const send = async () => {
    setBusy(true);
    try {
      const { session } = await join(token, passphrase, i18n.language);
      enter(client, session);
      await go('/', { replace: true });
    } catch (error) {
      setProblem(say(error));
      setBusy(false);
    }
  };

  if (look.error) {
    const gone = kindOf(look.error) !== 'offline';
    return (
      <Door>
        {gone ? (
          <Stack>
            <Title order={1} size="h3">
              {t('join.gone')}
            </Title>
            <Text>{t('join.gone_why')}</Text>
          </Stack>
        ) : (
          <Refused error={look.error} retry={() => void look.refetch()} />
        )}
      </Door>
    );
  }
  if (!look.data) return <Waiting />;
  return (
    <Door>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Stack>
          <Title order={1} size="h3">
            {t('join.title', { workspace: look.data.workspace_name })}
          </Title>
          <Text>{t('join.intro', { name: look.data.name, login: look.data.login })}</Text>
          {problem ? (
            <Alert color="brick" role="alert">
              {problem}
            </Alert>
          ) : null}
          <input type="hidden" name="username" autoComplete="username" value={look.data.login} readOnly />
          <NewPassphrase
            value={passphrase}
            onChange={setPassphrase}
            hints={[look.data.name, look.data.login]}
            onJudged={judged}
          />
          <Button type="submit" loading={busy} disabled={!good}>
            {t('join.go')}
          </Button>
        </Stack>
      </form>
    </Door>
  );
}
