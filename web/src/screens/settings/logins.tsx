// SPDX-License-Identifier: AGPL-3.0-or-later
import { Badge, Button, Group, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { change } from '../../api/client';
import { useLogins } from '../../api/queries';
import { useAttempt } from '../../ui/errors';
import { Loaded } from '../../ui/states';
import { When } from '../../ui/when';
import { browserOf } from './browser';
import { Card } from './card';

export function Logins() {
  const { t } = useTranslation();
  const logins = useLogins();
  const attempt = useAttempt();
  const client = useQueryClient();
  const end = (id: string) =>
    attempt(async () => {
      await change('DELETE', `/sessions/${id}`);
      await client.invalidateQueries({ queryKey: ['logins'] });
    });
  return (
    <Card title={t('logins.title')} note={t('logins.what')}>
      <Loaded query={logins} lines={3}>
        {(data) => (
          <ul className="plain-list rows">
            {data.sessions.map((one) => (
              <li key={one.id}>
                <Group justify="space-between">
                  <div>
                    <Text fw={500}>
                      {browserOf(one.agent) || t('logins.unknown')} · {one.address}
                    </Text>
                    <Text size="sm" c="dimmed">
                      {t('logins.seen')} <When at={one.last_seen_at} />
                    </Text>
                  </div>
                  {one.current ? (
                    <Badge variant="light">{t('logins.here')}</Badge>
                  ) : (
                    <Button size="xs" variant="default" onClick={() => void end(one.id)}>
                      {t('logins.end')}
                    </Button>
                  )}
                </Group>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Card>
  );
}
