// SPDX-License-Identifier: AGPL-3.0-or-later
import { Divider, Stack } from '@mantine/core';
import {
  IconBooks,
  IconBuildingCommunity,
  IconFileDescription,
  IconHome,
  IconMapPin,
  IconSettings,
  IconShieldCheck,
  IconUser,
  IconUsers,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSchema } from '../api/queries';
import { useLabels } from '../ui/labels';
import { Item, type Icon } from './rail-item';
import { RecommendationsRail } from './rail-recommendations';

const typeIcons: Record<string, Icon> = { person: IconUser, organisation: IconBuildingCommunity, place: IconMapPin };

/** Only the desks that exist, and of these only what the reader's schema holds. */
export function Rail() {
  const { t } = useTranslation();
  const { isPending } = useSchema();
  return (
    <Stack gap={2} className="rail">
      <Item to="/" exact label={t('desk.home')} icon={IconHome} />
      <Item to="/library" label={t('desk.library')} icon={IconBooks} />
      {isPending ? null : <Below />}
    </Stack>
  );
}

/** What comes after the desks of the schema stands still once they are known, rather than moving under the pointer. */
function Below() {
  const { t } = useTranslation();
  const { schema, label } = useLabels();
  const kinds = schema?.types.filter((type) => type.desk === 'records') ?? [];
  return (
    <>
      <RecommendationsRail />
      <Divider my={6} label={t('desk.records')} labelPosition="left" />
      {kinds.map((type) => (
        <Item
          key={type.name}
          to={`/records/${type.name}`}
          label={label(type.plural, type.name)}
          icon={typeIcons[type.name.toLowerCase()] ?? IconFileDescription}
        />
      ))}
      <Divider my={6} />
      <Item to="/members" label={t('desk.members')} icon={IconUsers} />
      <Item to="/settings" label={t('desk.settings')} icon={IconSettings} />
      <Item to="/proof" label={t('desk.proof')} icon={IconShieldCheck} />
    </>
  );
}
