// SPDX-License-Identifier: AGPL-3.0-or-later
// The recommendations desk in the rail: its screens, and what it keeps besides under a quiet "More".
import { Divider, NavLink } from '@mantine/core';
import {
  IconCalendarDue,
  IconChevronRight,
  IconClipboardCheck,
  IconFileImport,
  IconFlag,
  IconMessage2Check,
  IconRepeat,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { useMay } from '../api/session';
import { useLabels } from '../ui/labels';
import { Item } from './rail-item';

export function RecommendationsRail() {
  const { t } = useTranslation();
  const { schema, label } = useLabels();
  const { pathname } = useLocation();
  const mayImport = useMay('import');
  const kinds = schema?.types.filter((type) => type.desk === 'recommendations') ?? [];
  if (kinds.length === 0) return null;
  const rest = kinds.filter((type) => !['Recommendation', 'Demand'].includes(type.name));
  return (
    <>
      <Divider my={6} label={t('desk.recommendations')} labelPosition="left" />
      <Item to="/records/Recommendation" label={t('desk.all')} icon={IconMessage2Check} />
      <Item to="/follow-up" label={t('desk.follow_up')} icon={IconClipboardCheck} />
      <Item to="/states" label={t('desk.states')} icon={IconFlag} />
      <Item to="/demands" also={['/demand', '/records/Demand']} label={t('desk.demands')} icon={IconRepeat} />
      <Item to="/dates" label={t('desk.dates')} icon={IconCalendarDue} />
      {mayImport ? <Item to="/import" label={t('desk.import')} icon={IconFileImport} /> : null}
      <NavLink
        component="button"
        label={t('desk.more')}
        className="rail-item rail-more"
        defaultOpened={rest.some((type) => pathname.startsWith(`/records/${type.name}`))}
        childrenOffset={26}
        rightSection={<IconChevronRight size={15} stroke={1.6} aria-hidden />}
      >
        {rest.map((type) => (
          <NavLink
            key={type.name}
            component={Link}
            to={`/records/${type.name}`}
            label={label(type.plural, type.name)}
            active={pathname.startsWith(`/records/${type.name}/`) || pathname === `/records/${type.name}`}
            className="rail-item rail-more"
          />
        ))}
      </NavLink>
    </>
  );
}
