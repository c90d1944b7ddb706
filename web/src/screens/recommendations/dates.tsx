// SPDX-License-Identifier: AGPL-3.0-or-later
// Everything with a date: what is late first, then month by month.
import { Button, Group, Paper, Stack, Title } from '@mantine/core';
import { IconCalendarDown, IconCalendarShare } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { calendarAddress, useDue, type DueItem } from '../../api/reviews';
import { capital } from '../../ui/names';
import { PageHead } from '../../ui/page-head';
import { Empty, Loaded } from '../../ui/states';
import { CalendarLinkDialog } from '../settings/calendar-link-dialog';
import { today } from './answers';
import { DueLine } from './due-line';
import { groupDue, type DueGroup } from './months';
import { StateSelect, useCivilDate } from './parts';
import './recommendations.css';

export default function Dates() {
  const { t } = useTranslation();
  const [parameters, setParameters] = useSearchParams();
  const state = parameters.get('state') ?? '';
  const due = useDue(state);
  const [linking, setLinking] = useState(false);
  return (
    <>
      <PageHead
        title={t('dates.title')}
        note={t('dates.note')}
        actions={
          <>
            <Button variant="default" onClick={() => setLinking(true)} leftSection={<IconCalendarShare size={17} aria-hidden />}>
              {t('dates.link')}
            </Button>
            <Button component="a" href={calendarAddress(state)} download leftSection={<IconCalendarDown size={17} aria-hidden />}>
              {t('dates.calendar')}
            </Button>
          </>
        }
      />
      <Group mb="lg" className="no-print">
        <StateSelect
          label={t('dates.state')}
          value={state}
          onChange={(code) => setParameters(code ? { state: code } : {}, { replace: true })}
          clearable
        />
      </Group>
      <Loaded query={due}>{(data) => <Filled items={data.items} />}</Loaded>
      {linking ? <CalendarLinkDialog state={state} onClose={() => setLinking(false)} /> : null}
    </>
  );
}

function Filled({ items }: { items: DueItem[] }) {
  const { t } = useTranslation();
  const [past, setPast] = useState(false);
  const groups = groupDue(items, today());
  if (items.length === 0) return <Empty title={t('dates.empty')} why={t('dates.empty_why')} />;
  const over = groups.find((group) => group.kind === 'past');
  return (
    <Stack gap="lg" maw={900}>
      {groups
        .filter((group) => group.kind !== 'past' || past)
        .map((group) => (
          <OneGroup key={group.kind + group.month} group={group} />
        ))}
      {over && !past ? (
        <div>
          <Button variant="default" onClick={() => setPast(true)}>
            {t('dates.show_past', { count: over.items.length })}
          </Button>
        </div>
      ) : null}
    </Stack>
  );
}

function OneGroup({ group }: { group: DueGroup }) {
  const { t, i18n } = useTranslation();
  const date = useCivilDate();
  const title =
    group.kind === 'month' ? capital(date(group.month), i18n.language) || t('dates.no_date') : t(`dates.${group.kind}`);
  return (
    <section aria-label={title}>
      <Title order={2} size="h5" mb="xs">
        {title}
      </Title>
      <Paper withBorder className="panel">
        <ul className="plain-list rows">
          {group.items.map((item) => (
            <li key={`${item.id}-${item.kind}`}>
              <DueLine item={item} />
            </li>
          ))}
        </ul>
      </Paper>
    </section>
  );
}
