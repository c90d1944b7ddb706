// SPDX-License-Identifier: AGPL-3.0-or-later
// One recommendation of the follow-up: its words on top, below them plan, claim and finding side by side.
import { Anchor, Badge, Group, Stack, Text } from '@mantine/core';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { FollowUpRow } from '../../api/reviews';
import { useLabels } from '../../ui/labels';
import { Assessments } from './assessments';
import { Disagree, PositionMark } from './marks';
import { Measures } from './measures';
import { Asked, PageLink } from './parts';

export const FollowUpLine = memo(function FollowUpLine({ row }: { row: FollowUpRow }) {
  const { t } = useTranslation();
  const { term } = useLabels();
  return (
    <Stack gap="sm">
      <div>
        <Group justify="space-between" align="flex-start" gap="xs" mb={4}>
          <Group gap="md">
            <Anchor component={Link} to={`/record/${row.id}`} fw={600}>
              {row.number || t('answers.open')}
            </Anchor>
            <PositionMark code={row.position} />
          </Group>
          {row.disagree ? <Disagree /> : null}
        </Group>
        <p className="asked" dir="auto">
          {row.text}
        </p>
        <Group gap="md" mt={4}>
          <Asked states={row.states} issuer={row.issuer} cycle={row.cycle} />
          <PageLink document={row.document} page={row.page} />
        </Group>
        {row.themes.length > 0 ? (
          <Group gap={6} mt={6}>
            {row.themes.map((theme) => (
              <Badge key={theme} variant="light" color="gray">
                {term('themes', theme)}
              </Badge>
            ))}
          </Group>
        ) : null}
      </div>
      <div className="sides three answers-line">
        <section>
          <Text component="h2" className="side-title">
            {t('answers.plan')}
          </Text>
          <Measures measures={row.measures} />
        </section>
        <section>
          <Text component="h2" className="side-title">
            {t('answers.by_state')}
          </Text>
          <Assessments assessments={row.by_state} nobody={t('answers.state_silent')} />
        </section>
        <section>
          <Text component="h2" className="side-title">
            {t('answers.by_others')}
          </Text>
          <Assessments assessments={row.by_others} nobody={t('answers.others_silent')} />
        </section>
      </div>
    </Stack>
  );
});
