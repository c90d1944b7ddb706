// SPDX-License-Identifier: AGPL-3.0-or-later
// The counts that every output of the follow-up prints as well, made by the server from the same rows.
import { Paper, SimpleGrid, Text } from '@mantine/core';
import { IconArrowsDiff, IconClipboardOff, IconClockExclamation } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { FollowUp } from '../../api/reviews';
import { countInWords } from '../../ui/dates';
import { useLabels } from '../../ui/labels';
import { levelOrder, shares, sumOf } from './counts';
import { LevelMark } from './marks';
import { PositionBar } from './position-bar';

export function Tallies({ data }: { data: FollowUp }) {
  const { t } = useTranslation();
  return (
    <section aria-label={t('follow.counts')}>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md" mb="md">
        <Paper withBorder p="md" className="panel">
          <h2 className="side-title">{t('follow.positions')}</h2>
          <PositionBar counts={data.positions} />
        </Paper>
        <Paper withBorder p="md" className="panel">
          <h2 className="side-title">{t('follow.levels')}</h2>
          <Levels data={data} />
        </Paper>
      </SimpleGrid>
      <div className="tallies">
        <Tally icon={IconArrowsDiff} count={data.disagreeing} what={t('follow.disagreeing')} />
        <Tally icon={IconClockExclamation} count={data.overdue} what={t('follow.overdue')} />
        <Tally icon={IconClipboardOff} count={data.without_measure} what={t('follow.without_measure')} />
      </div>
    </section>
  );
}

function Levels({ data }: { data: FollowUp }) {
  const { t } = useTranslation();
  const { language } = useLabels();
  const unassessed = data.total - sumOf(data.levels);
  return (
    <ul className="plain-list">
      {shares(data.levels, levelOrder).map((one) => (
        <li key={one.code} className="count-line">
          <LevelMark level={one.code} />
          <strong>{countInWords(one.count, language)}</strong>
        </li>
      ))}
      {unassessed > 0 ? (
        <li className="count-line">
          <Text span c="dimmed" size="sm">
            {t('follow.unassessed')}
          </Text>
          <strong>{countInWords(unassessed, language)}</strong>
        </li>
      ) : null}
    </ul>
  );
}

function Tally({ icon: Shape, count, what }: { icon: typeof IconArrowsDiff; count: number; what: string }) {
  const { language } = useLabels();
  return (
    <div className="tally panel">
      <Text size="xl" fw={600} lh={1.2} className="sign" component="div">
        <Shape size={20} stroke={1.6} aria-hidden />
        {countInWords(count, language)}
      </Text>
      <Text size="sm" c="dimmed">
        {what}
      </Text>
    </div>
  );
}
