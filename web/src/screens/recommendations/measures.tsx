// SPDX-License-Identifier: AGPL-3.0-or-later
// The plan: what is to be done, by whom, until when.
import { Anchor, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { MeasureView } from '../../api/reviews';
import { useLabels } from '../../ui/labels';
import { Overdue } from './marks';
import { useCivilDate } from './parts';

export function Measures({ measures }: { measures: readonly MeasureView[] }) {
  const { t } = useTranslation();
  if (measures.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('answers.no_measure')}
      </Text>
    );
  }
  return (
    <ul className="plain-list part-list">
      {measures.map((one) => (
        <li key={one.id}>
          <OneMeasure measure={one} />
        </li>
      ))}
    </ul>
  );
}

function OneMeasure({ measure }: { measure: MeasureView }) {
  const { t } = useTranslation();
  const { term } = useLabels();
  const date = useCivilDate();
  const when = measure.done_on
    ? t('answers.done_on', { date: date(measure.done_on) })
    : measure.due_on
      ? t('answers.due_on', { date: date(measure.due_on) })
      : '';
  const facts = [
    measure.institution || measure.responsible,
    when,
    measure.status ? term('measure_statuses', measure.status) : '',
    measure.budget,
  ];
  return (
    <>
      <Group gap="xs">
        <Anchor component={Link} to={`/record/${measure.id}`} size="sm" fw={500}>
          {measure.title || t('record.untitled')}
        </Anchor>
        {measure.overdue ? <Overdue /> : null}
      </Group>
      <Text size="sm" c="dimmed">
        {facts.filter(Boolean).join(' · ')}
      </Text>
    </>
  );
}
