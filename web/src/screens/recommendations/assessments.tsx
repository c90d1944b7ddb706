// SPDX-License-Identifier: AGPL-3.0-or-later
// How far it is kept, as one side sees it: the latest word first, the earlier ones smaller below.
import { Anchor, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AssessmentView } from '../../api/reviews';
import { useLabels } from '../../ui/labels';
import { RecordLink } from '../../ui/value';
import { LevelMark } from './marks';
import { useCivilDate } from './parts';

export function Assessments({ assessments, nobody }: { assessments: readonly AssessmentView[]; nobody: string }) {
  if (assessments.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {nobody}
      </Text>
    );
  }
  return (
    <ul className="plain-list part-list">
      {assessments.map((one) => (
        <li key={one.id}>
          <OneAssessment view={one} />
        </li>
      ))}
    </ul>
  );
}

function OneAssessment({ view }: { view: AssessmentView }) {
  const { t } = useTranslation();
  const { term } = useLabels();
  const date = useCivilDate();
  const who = view.by || (view.assessor === 'state' ? '' : term('assessors', view.assessor));
  return (
    <>
      <LevelMark level={view.level} grade={view.grade} />
      {view.reasons ? (
        <Text size="sm" className="serif" mt={2} dir="auto">
          {view.reasons}
        </Text>
      ) : null}
      <Text size="sm" c="dimmed">
        {[who, date(view.assessed_on)].filter(Boolean).join(' · ')}{' '}
        <Anchor component={Link} to={`/record/${view.id}`} size="sm" underline="always">
          {t('answers.open')}
        </Anchor>
      </Text>
      {view.passages.length > 0 ? (
        <Text size="sm" component="div">
          {t('answers.rests_on')}{' '}
          {view.passages.map((id, at) => (
            <span key={id}>
              {at > 0 ? ', ' : ''}
              <RecordLink id={id} />
            </span>
          ))}
        </Text>
      ) : (
        <Text size="sm" c="dimmed">
          {t('answers.no_source')}
        </Text>
      )}
    </>
  );
}
