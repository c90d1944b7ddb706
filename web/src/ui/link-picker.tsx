// SPDX-License-Identifier: AGPL-3.0-or-later
// Choosing other records by typing a few letters. What is not the reader's to see is never offered.
import { MultiSelect } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { get } from '../api/client';
import type { RecordPage, RecordView } from '../api/types';
import { useLabels } from './labels';

interface Props {
  common: { label: ReactNode; description?: ReactNode; error?: ReactNode; withAsterisk?: boolean };
  targets: string[];
  many: boolean;
  value: string[];
  onChange: (ids: string[]) => void;
}

export function LinkPicker({ common, targets, many, value, onChange }: Props) {
  const { t } = useTranslation();
  const { schema, type } = useLabels();
  const [typed, setTyped] = useState('');
  const [asked] = useDebouncedValue(typed, 200);
  const types =
    targets.length > 0 ? targets : (schema?.types.filter((one) => one.desk === 'records').map((one) => one.name) ?? []);
  const found = useQuery({
    queryKey: ['pick', types, asked],
    queryFn: async () => {
      const pages = await Promise.all(types.map((one) => get<RecordPage>(`/records/${one}`, { q: asked, limit: 20 })));
      return pages.flatMap((page) => page.rows);
    },
    staleTime: 10_000,
  });
  const known = useQueries({
    queries: value.map((id) => ({ queryKey: ['record', id], queryFn: () => get<RecordView>(`/record/${id}`) })),
  });
  const titles = new Map(found.data?.map((row) => [row.id, row.title || t('record.untitled')]));
  known.forEach((one, at) => titles.set(value[at] ?? '', one.data?.title || titles.get(value[at] ?? '') || '…'));
  const groups = types
    .map((one) => ({ group: type(one), items: (found.data ?? []).filter((row) => row.type === one).map((row) => row.id) }))
    .map((group) => ({ ...group, items: group.items.map((id) => ({ value: id, label: titles.get(id) ?? id })) }));
  const picked = value
    .filter((id) => !found.data?.some((row) => row.id === id))
    .map((id) => ({ value: id, label: titles.get(id) ?? id }));
  const data =
    types.length > 1 ? [...groups, { group: t('field.chosen'), items: picked }] : [...(groups[0]?.items ?? []), ...picked];
  return (
    <MultiSelect
      {...common}
      data={data}
      value={value}
      onChange={(ids) => onChange(many ? ids : ids.slice(-1))}
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      filter={({ options }) => options}
      hidePickedOptions
      nothingFoundMessage={t('field.nothing')}
      placeholder={value.length === 0 ? t('field.type_to_find') : undefined}
    />
  );
}
