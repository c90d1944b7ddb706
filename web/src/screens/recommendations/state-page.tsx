// SPDX-License-Identifier: AGPL-3.0-or-later
// Everything about one State: its reviews over the years, what it is bound by, what is asked of it and what is due.
import { Anchor, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconClipboardCheck, IconList } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useStatePage, type StateView } from '../../api/reviews';
import { useLabels } from '../../ui/labels';
import { PageHead } from '../../ui/page-head';
import { Loaded } from '../../ui/states';
import { today } from './answers';
import { DueLine } from './due-line';
import { groupDue } from './months';
import { listPath, useCivilDate } from './parts';
import { PositionBar } from './position-bar';
import { ThemeMatrix } from './theme-matrix';
import { Timeline } from './timeline';
import { TreatyBoard } from './treaty-board';
import './recommendations.css';

export default function StatePage() {
  const { code = '' } = useParams();
  const { t } = useTranslation();
  const { term } = useLabels();
  const page = useStatePage(code);
  return (
    <>
      <PageHead
        title={term('countries', code)}
        note={
          <Anchor component={Link} to="/states" size="sm">
            {t('states.title')}
          </Anchor>
        }
        actions={
          <>
            <Button
              component={Link}
              to={listPath(`state:is:${code}`)}
              variant="default"
              leftSection={<IconList size={17} aria-hidden />}
            >
              {t('states.list')}
            </Button>
            <Button
              component={Link}
              to={`/follow-up?where=state:is:${code}`}
              leftSection={<IconClipboardCheck size={17} aria-hidden />}
            >
              {t('states.follow')}
            </Button>
          </>
        }
      />
      <Loaded query={page} lines={12}>
        {(data) => <Filled page={data} />}
      </Loaded>
    </>
  );
}

function Filled({ page }: { page: StateView }) {
  const { t } = useTranslation();
  return (
    <Stack gap="lg" maw={1180}>
      <Timeline page={page} />
      <div className="sides">
        <Part title={t('states.reviews')}>
          <Reviews page={page} />
        </Part>
        <Stack gap="lg">
          <Part title={t('states.demands')}>
            <Demands page={page} />
          </Part>
          <Part
            title={t('states.coming')}
            action={
              <Anchor component={Link} to={`/dates?state=${page.state}`} size="sm">
                {t('states.due')}
              </Anchor>
            }
          >
            <Coming page={page} />
          </Part>
        </Stack>
      </div>
      <Part title={t('states.treaties')}>
        <TreatyBoard treaties={page.treaties} />
      </Part>
      <Part title={t('states.themes')}>
        <ThemeMatrix page={page} />
      </Part>
    </Stack>
  );
}

function Part({ title, action, children }: { title: string; action?: ReactNode; children: ReactNode }) {
  return (
    <Paper withBorder p="lg" className="panel" component="section">
      <Group justify="space-between" mb="sm">
        <Title order={2} size="h5">
          {title}
        </Title>
        {action}
      </Group>
      {children}
    </Paper>
  );
}

function Nothing({ children }: { children: ReactNode }) {
  return (
    <Text size="sm" c="dimmed">
      {children}
    </Text>
  );
}

function Reviews({ page }: { page: StateView }) {
  const { t } = useTranslation();
  const { term } = useLabels();
  const date = useCivilDate();
  if (page.reviews.length === 0) return <Nothing>{t('states.no_reviews')}</Nothing>;
  return (
    <ul className="plain-list part-list">
      {page.reviews.map((one) => (
        <li key={one.id}>
          <Anchor component={Link} to={`/record/${one.id}`} fw={500}>
            {one.title || t('record.untitled')}
          </Anchor>
          <Text size="sm" c="dimmed" mb={6}>
            {[
              one.body ? term('bodies', one.body) : '',
              date(one.held_on),
              one.report_due_on ? t('states.report_due', { date: date(one.report_due_on) }) : '',
            ]
              .filter(Boolean)
              .join(' · ')}
          </Text>
          <PositionBar
            counts={one.positions}
            to={(position) =>
              listPath(`review:is:${one.id}`, position === 'none' ? 'position:missing' : `position:is:${position}`)
            }
          />
        </li>
      ))}
    </ul>
  );
}

function Demands({ page }: { page: StateView }) {
  const { t } = useTranslation();
  const { term } = useLabels();
  const propose = (
    <Anchor component={Link} to={`/demands/proposals?state=${page.state}`} size="sm">
      {t('states.propose')}
    </Anchor>
  );
  if (page.demands.length === 0) {
    return (
      <Nothing>
        {t('states.no_demands')} {propose}
      </Nothing>
    );
  }
  return (
    <>
      <ul className="plain-list part-list">
        {page.demands.map((one) => (
          <li key={one.id}>
            <Anchor component={Link} to={`/demand/${one.id}`}>
              {one.title}
            </Anchor>
            <Text size="sm" c="dimmed">
              {[one.status ? term('demand_statuses', one.status) : '', one.treaty ? term('treaties', one.treaty) : '']
                .filter(Boolean)
                .join(' · ')}
            </Text>
          </li>
        ))}
      </ul>
      <Text mt="sm" component="div">
        {propose}
      </Text>
    </>
  );
}

function Coming({ page }: { page: StateView }) {
  const { t } = useTranslation();
  const items = groupDue(page.due, today())
    .filter((group) => group.kind !== 'past')
    .flatMap((group) => group.items);
  if (items.length === 0) return <Nothing>{t('states.none_due')}</Nothing>;
  return (
    <ul className="plain-list part-list">
      {items.slice(0, 8).map((item) => (
        <li key={`${item.id}-${item.kind}`}>
          <DueLine item={item} state={false} />
        </li>
      ))}
    </ul>
  );
}
