// SPDX-License-Identifier: AGPL-3.0-or-later
// What the State said, in the order of time, each with the page it stands on.
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Said as Statement } from '../../api/reviews';
import { useLabels } from '../../ui/labels';
import { PositionMark } from './marks';
import { PageLink, useCivilDate } from './parts';

export function Said({ positions }: { positions: readonly (Statement & { reasons?: string })[] }) {
  const { t } = useTranslation();
  const { term } = useLabels();
  const date = useCivilDate();
  if (positions.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('answers.no_position')}
      </Text>
    );
  }
  return (
    <ol className="plain-list said">
      {positions.map((one, at) => (
        <li key={at}>
          <PositionMark code={one.position} />
          <Text size="sm" c="dimmed">
            {[one.stage ? term('position_stages', one.stage) : '', date(one.stated_on)].filter(Boolean).join(' · ')}
          </Text>
          {one.reasons ? (
            <Text size="sm" className="serif" dir="auto">
              {one.reasons}
            </Text>
          ) : null}
          <PageLink document={one.document} page={one.page} />
        </li>
      ))}
    </ol>
  );
}
