// SPDX-License-Identifier: AGPL-3.0-or-later
import { Button, Group, Paper, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { change } from '../../api/client';
import { useInvitations } from '../../api/queries';
import { useAttempt } from '../../ui/errors';
import { Empty, Loaded } from '../../ui/states';
import { When } from '../../ui/when';

export function Invitations() {
  const { t } = useTranslation();
  const invitations = useInvitations(true);
  const attempt = useAttempt();
  const client = useQueryClient();
  const revoke = (id: string) =>
    attempt(async () => {
      await change('DELETE', `/invitations/${id}`);
      await client.invalidateQueries({ queryKey: ['invitations'] });
    });
  return (
    <Loaded query={invitations}>
      {(data) =>
        data.invitations.length === 0 ? (
          <Empty title={t('invite.none')} why={t('invite.none_why')} />
        ) : (
          <Paper withBorder className="panel" maw={760}>
            <ul className="plain-list rows">
              {data.invitations.map((one) => (
                <li key={one.id}>
                  <Group justify="space-between">
                    <div>
                      <Text fw={500}>{one.name}</Text>
                      <Text size="sm" c="dimmed">
                        {one.login} · {t('invite.expires')} <When at={one.expires_at} />
                      </Text>
                    </div>
                    <Button size="xs" variant="default" onClick={() => void revoke(one.id)}>
                      {t('invite.revoke')}
                    </Button>
                  </Group>
                </li>
              ))}
            </ul>
          </Paper>
        )
      }
    </Loaded>
  );
}
