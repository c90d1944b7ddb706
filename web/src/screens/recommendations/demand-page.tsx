// SPDX-License-Identifier: AGPL-3.0-or-later
// How one demand went: when it was made and made again, how strongly, what the State said each time, and what came of it.
import { Anchor, Badge, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconArrowDownRight, IconArrowRight, IconArrowUpRight, IconFlag, IconListDetails, IconRepeat } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useDemand, type DemandStep, type DemandTurn, type DemandView } from '../../api/reviews';
import { useLabels } from '../../ui/labels';
import { PageHead } from '../../ui/page-head';
import { Loaded } from '../../ui/states';
import { turnsByDate } from './counts';
import { Overdue, PositionMark } from './marks';
import { Asked, PageLink, useCivilDate } from './parts';
import { Said } from './said';
import './recommendations.css';

const changes: Record<string, typeof IconFlag> = {
  first: IconFlag,
  repeated: IconRepeat,
  weaker: IconArrowDownRight,
  stronger: IconArrowUpRight,
};

export default function DemandPage() {
  const { id = '' } = useParams();
  const demand = useDemand(id);
  return <Loaded query={demand}>{(data) => <Filled demand={data} />}</Loaded>;
}

function Filled({ demand }: { demand: DemandView }) {
  const { t } = useTranslation();
  const { term } = useLabels();
  return (
    <>
      <PageHead
        title={demand.title || t('record.untitled')}
        note={
          <Group gap="xs">
            <Anchor component={Link} to={`/states/${demand.state}`} size="sm">
              {term('countries', demand.state)}
            </Anchor>
            {demand.status ? <span>· {term('demand_statuses', demand.status)}</span> : null}
          </Group>
        }
        actions={
          <Button
            component={Link}
            to={`/record/${demand.id}`}
            variant="default"
            leftSection={<IconListDetails size={17} aria-hidden />}
          >
            {t('demands.note_facts')}
          </Button>
        }
      />
      <Stack gap="lg" maw={900}>
        <Standing demand={demand} />
        <Paper withBorder p="lg" className="panel" component="section">
          <Title order={2} size="h5" mb="md">
            {t('demands.steps')}
          </Title>
          {demand.steps.length === 0 ? (
            <Text size="sm" c="dimmed">
              {t('demands.no_steps')}
            </Text>
          ) : (
            <ol className="plain-list said steps">
              {demand.steps.map((step) => (
                <li key={step.recommendation}>
                  <Step step={step} />
                </li>
              ))}
            </ol>
          )}
        </Paper>
      </Stack>
    </>
  );
}

/** Where it stands now: the course of the position, the treaty, and what is late. */
function Standing({ demand }: { demand: DemandView }) {
  const { t } = useTranslation();
  const { term } = useLabels();
  const date = useCivilDate();
  const course = turnsByDate(demand.course);
  return (
    <Paper withBorder p="lg" className="panel" component="section">
      <Title order={2} size="h5" mb="xs">
        {t('demands.drift')}
      </Title>
      {course.length > 0 ? (
        <ol className="plain-list course">
          {course.map((turns, at) => (
            <li key={at}>
              {at > 0 ? (
                <span className="sign quiet">
                  <IconArrowRight size={17} aria-hidden className="turn" />
                  <span className="unseen">{t('demands.then')}</span>
                </span>
              ) : null}
              <div>
                {turns.map((turn) => (
                  <Turn key={turn.position} turn={turn} />
                ))}
                <Text size="sm" c="dimmed">
                  {date(turns[0]?.on ?? '') || t('date.unknown')}
                </Text>
              </div>
            </li>
          ))}
        </ol>
      ) : null}
      {course.length < 2 ? (
        <Text size="sm" c="dimmed" mt={course.length > 0 ? 'xs' : 0}>
          {t('demands.no_drift')}
        </Text>
      ) : null}
      {demand.treaty ? (
        <Text size="sm" mt="sm">
          {t('demands.treaty_status', {
            treaty: term('treaties', demand.treaty),
            status: demand.treaty_status ? term('instrument_statuses', demand.treaty_status) : '—',
          })}{' '}
          {demand.bound_on ? t('demands.since', { date: date(demand.bound_on) }) : ''}
        </Text>
      ) : null}
      {demand.overdue_since ? (
        <Group gap="xs" mt="sm">
          <Overdue />
          <Text size="sm">{t('demands.overdue_since', { date: date(demand.overdue_since) })}</Text>
        </Group>
      ) : null}
    </Paper>
  );
}

/** One position with the page that says so. */
function Turn({ turn }: { turn: DemandTurn }) {
  return (
    <Group gap="xs">
      <PositionMark code={turn.position} />
      <PageLink document={turn.document} page={turn.page} />
    </Group>
  );
}

function Step({ step }: { step: DemandStep }) {
  const { t } = useTranslation();
  const date = useCivilDate();
  const Sign = changes[step.change] ?? IconRepeat;
  return (
    <Stack gap={6}>
      <Group gap="sm">
        <Text fw={600}>{date(step.made_on) || t('date.unknown')}</Text>
        <Badge
          variant="light"
          color={step.change === 'weaker' ? 'gray' : 'ink'}
          size="md"
          leftSection={<Sign size={14} aria-hidden />}
        >
          {t(`demands.change.${step.change}`)}
        </Badge>
        <Anchor component={Link} to={`/record/${step.recommendation}`} size="sm">
          {step.number || t('answers.open')}
        </Anchor>
      </Group>
      <p className="asked" dir="auto">
        {step.text}
      </p>
      <Group gap="md">
        <Asked states={step.states} issuer={step.issuer} cycle={step.cycle} />
        <PageLink document={step.document} page={step.page} />
      </Group>
      <div className="inset">
        <Said positions={step.positions} />
      </div>
    </Stack>
  );
}
