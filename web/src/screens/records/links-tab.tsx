// SPDX-License-Identifier: AGPL-3.0-or-later
import { Anchor, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useLinks } from '../../api/queries';
import type { LinkEnd } from '../../api/types';
import { useLabels } from '../../ui/labels';
import { pathOf } from '../../ui/paths';
import { Loaded } from '../../ui/states';

export function LinksTab({ id }: { id: string }) {
  const { t } = useTranslation();
  const links = useLinks(id);
  return (
    <Loaded query={links}>
      {(data) =>
        data.from.length + data.to.length === 0 ? (
          <Text c="dimmed">{t('links.empty')}</Text>
        ) : (
          <Stack gap="md">
            <Ends title={t('links.to')} ends={data.to} />
            <Ends title={t('links.from')} ends={data.from} />
          </Stack>
        )
      }
    </Loaded>
  );
}

function Ends({ title, ends }: { title: string; ends: LinkEnd[] }) {
  const { type, field } = useLabels();
  const { t } = useTranslation();
  if (ends.length === 0) return null;
  return (
    <section>
      <Text size="sm" fw={600} mb={4}>
        {title}
      </Text>
      <ul className="plain-list">
        {ends.map((end) => (
          <li key={`${end.id}-${end.field}`}>
            <Anchor component={Link} to={pathOf(end.type, end.id)}>
              {end.title || t('record.untitled')}
            </Anchor>{' '}
            <Text span size="sm" c="dimmed">
              {type(end.type)} · {field(end.type, end.field)}
            </Text>
          </li>
        ))}
      </ul>
    </section>
  );
}
