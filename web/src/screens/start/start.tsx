// SPDX-License-Identifier: AGPL-3.0-or-later
// The first start: who, with what passphrase; the recovery key on paper; then straight to the first document.
import { Alert, Stack, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useNavigate } from 'react-router';
import { enter, stateKey, useServerState } from '../../api/session';
import type { Session } from '../../api/types';
import { Door } from '../../ui/door';
import { Loaded } from '../../ui/states';
import { useTokenOnce } from '../../ui/token';
import { RecoveryKey } from './recovery-key';
import { StartForm } from './start-form';

export default function Start() {
  const token = useTokenOnce('/start');
  const { t } = useTranslation();
  const state = useServerState();
  const client = useQueryClient();
  const go = useNavigate();
  const [made, setMade] = useState<{ recovery_key: string; session: Session; workspace: string }>();

  const begin = async () => {
    if (!made) return;
    enter(client, made.session);
    await client.invalidateQueries({ queryKey: stateKey });
    await go('/library?first=1', { replace: true });
  };

  if (made) {
    return (
      <Door size={620}>
        <RecoveryKey recoveryKey={made.recovery_key} workspace={made.workspace} onDone={() => void begin()} />
      </Door>
    );
  }
  return (
    <Door size={560}>
      <Loaded query={state}>
        {(now) => {
          if (now.phase === 'open' || now.phase === 'locked') return <Navigate to="/sign-in" replace />;
          if (now.needs_setup_token && token === '') {
            return (
              <Stack>
                <Title order={1} size="h3">
                  {t('start.title')}
                </Title>
                <Alert color="amber">{t('start.need_link')}</Alert>
                <Text size="sm">{t('start.need_link_why')}</Text>
              </Stack>
            );
          }
          return <StartForm token={token} state={now} onMade={setMade} />;
        }}
      </Loaded>
    </Door>
  );
}
