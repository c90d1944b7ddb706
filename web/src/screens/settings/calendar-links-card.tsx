// SPDX-License-Identifier: AGPL-3.0-or-later
// Links by which calendar programs read one's dates: each with what it shows, when it was made and used, and an end.
import { Button, Group, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { change } from '../../api/client';
import { useCalendarLinks } from '../../api/queries';
import type { CalendarLink } from '../../api/types';
import { useAttempt } from '../../ui/errors';
import { useLabels } from '../../ui/labels';
import { Loaded } from '../../ui/states';
import { When } from '../../ui/when';
import { CalendarLinkDialog } from './calendar-link-dialog';
import { Card } from './card';

export function CalendarLinksCard() {
  const { t } = useTranslation();
  const links = useCalendarLinks();
  const [making, setMaking] = useState(false);
  return (
    <Card
      title={t('calendar_links.title')}
      note={t('calendar_links.what')}
      action={<Button onClick={() => setMaking(true)}>{t('calendar_links.new')}</Button>}
    >
      <Loaded query={links} lines={2}>
        {(data) => (
          <ul className="plain-list rows">
            {data.calendar_links.map((one) => (
              <Row key={one.id} link={one} />
            ))}
          </ul>
        )}
      </Loaded>
      {making ? <CalendarLinkDialog onClose={() => setMaking(false)} /> : null}
    </Card>
  );
}

function Row({ link }: { link: CalendarLink }) {
  const { t } = useTranslation();
  const { term } = useLabels();
  const attempt = useAttempt();
  const client = useQueryClient();
  const what = t(link.titles ? 'calendar_links.with_titles' : 'calendar_links.dates_only');
  const where = link.state ? term('countries', link.state) : t('calendar_links.all_states');
  const revoke = () =>
    attempt(async () => {
      await change('DELETE', `/me/calendar-links/${link.id}`);
      await client.invalidateQueries({ queryKey: ['calendar-links'] });
    }, t('calendar_links.revoked'));
  return (
    <li>
      <Group justify="space-between">
        <div>
          <Text fw={500}>
            {what} · {where}
          </Text>
          <Text size="sm" c="dimmed">
            {t('calendar_links.made')} <When at={link.created_at} /> · {t('calendar_links.used')} <When at={link.last_used_at} />
          </Text>
        </div>
        <Button
          size="xs"
          variant="default"
          onClick={() => void revoke()}
          aria-label={t('calendar_links.revoke_this', { what, where })}
        >
          {t('calendar_links.revoke')}
        </Button>
      </Group>
    </li>
  );
}
