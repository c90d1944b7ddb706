// SPDX-License-Identifier: AGPL-3.0-or-later
// The command palette: every desk and every act a key away, and a search of the library for what is typed.
import { Spotlight, type SpotlightActionData } from '@mantine/spotlight';
import { IconArrowRight, IconPlus, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useMay, useSignOut } from '../api/session';
import { useLabels } from '../ui/labels';

export function Palette({ onHelp }: { onHelp: () => void }) {
  const { t } = useTranslation();
  const { schema, label } = useLabels();
  const go = useNavigate();
  const signOut = useSignOut();
  const mayWrite = useMay('write');
  const [query, setQuery] = useState('');
  const open = (path: string) => () => void go(path);
  const arrow = <IconArrowRight size={18} aria-hidden />;
  const mayImport = useMay('import');
  const kinds = schema?.types.filter((type) => type.desk === 'records' || type.desk === 'recommendations') ?? [];
  const desks: [string, string][] = [
    [t('desk.home'), '/'],
    [t('desk.library'), '/library'],
    ...kinds.map((type): [string, string] => [label(type.plural, type.name), `/records/${type.name}`]),
    [t('desk.follow_up'), '/follow-up'],
    [t('desk.states'), '/states'],
    [t('demands.proposals'), '/demands/proposals'],
    [t('desk.dates'), '/dates'],
    ...(mayImport ? [[t('bring.title'), '/import'] as [string, string]] : []),
    [t('desk.members'), '/members'],
    [t('desk.settings'), '/settings'],
    [t('settings.security'), '/settings/security'],
    [t('desk.proof'), '/proof'],
  ];
  const actions: SpotlightActionData[] = [
    ...desks.map(([name, path]) => ({
      id: path,
      label: name,
      description: t('palette.go'),
      leftSection: arrow,
      onClick: open(path),
    })),
    ...(mayWrite
      ? kinds.map((type) => ({
          id: `new-${type.name}`,
          label: t('record.new', { type: label(type.labels, type.name) }),
          leftSection: <IconPlus size={18} aria-hidden />,
          onClick: open(`/records/${type.name}/new`),
        }))
      : []),
    { id: 'help', label: t('shortcuts.title'), onClick: onHelp },
    { id: 'out', label: t('who.sign_out'), onClick: () => void signOut() },
  ];
  if (query.trim()) {
    actions.push({
      id: 'find',
      label: t('palette.find', { words: query.trim() }),
      keywords: query,
      leftSection: <IconSearch size={18} aria-hidden />,
      onClick: open(`/library?q=${encodeURIComponent(query.trim())}`),
    });
  }
  return (
    <Spotlight
      actions={actions}
      query={query}
      onQueryChange={setQuery}
      shortcut={['mod + K']}
      nothingFound={t('palette.nothing')}
      highlightQuery
      scrollable
      maxHeight={420}
      searchProps={{ placeholder: t('palette.placeholder'), 'aria-label': t('palette.placeholder') }}
    />
  );
}
