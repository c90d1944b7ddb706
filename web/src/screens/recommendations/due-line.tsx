// SPDX-License-Identifier: AGPL-3.0-or-later
import { Anchor, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { DueItem } from '../../api/reviews';
import { useLabels } from '../../ui/labels';
import { pathOf } from '../../ui/paths';
import { Overdue } from './marks';
import { useCivilDate } from './parts';

/** One date: when, what it is, of which State, and the record it stands in. */
export function DueLine({ item, state = true }: { item: DueItem; state?: boolean }) {
  const { t, i18n } = useTranslation();
  const { term, type } = useLabels();
  const date = useCivilDate();
  const kind = `dates.kind.${item.kind}`;
  return (
    <div className="due-line">
      <Text component="time" dateTime={item.date} fw={500} size="sm">
        {date(item.date)}
      </Text>
      <div>
        <Group gap="xs">
          <Anchor component={Link} to={pathOf(item.type, item.id)} size="sm" lineClamp={2}>
            {item.title || t('record.untitled')}
          </Anchor>
          {item.overdue ? <Overdue /> : null}
        </Group>
        <Text size="sm" c="dimmed">
          {[i18n.exists(kind) ? t(kind) : type(item.type), state && item.state ? term('countries', item.state) : '']
            .filter(Boolean)
            .join(' · ')}
        </Text>
      </div>
    </div>
  );
}
