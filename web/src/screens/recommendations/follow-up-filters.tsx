// SPDX-License-Identifier: AGPL-3.0-or-later
// The conditions that are asked for most; every other one can come from the list of recommendations, whose address has the same form.
import { Button, Chip, Group, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRecommendationFacets } from '../../api/reviews';
import { countInWords } from '../../ui/dates';
import { useLabels } from '../../ui/labels';
import type { ListUrl } from '../../ui/list-url';
import { chosen, readCondition, toggle } from '../../ui/where';
import { positionOrder } from './counts';
import { StateSelect } from './parts';

/** The conditions with this field's replaced by one value, or by none. */
export const put = (where: readonly string[], field: string, value: string): string[] => [
  ...where.filter((one) => readCondition(one).field !== field),
  ...(value ? [`${field}:is:${value}`] : []),
];

interface Props {
  url: ListUrl;
  change: (part: Partial<ListUrl>, replace?: boolean) => void;
}

export function FollowUpFilters({ url, change }: Props) {
  const { t } = useTranslation();
  const { schema } = useLabels();
  const marks = schema?.vocabularies.find((one) => one.name === 'prevention_marks')?.terms ?? [];
  const { term } = useLabels();
  const only = (field: string): string => [...chosen(url.where, field)][0] ?? '';
  const where = (next: string[]): void => change({ where: next });
  return (
    <div className="no-print">
      <Group gap="sm" align="flex-end">
        <StateSelect
          label={t('follow.state')}
          value={only('state')}
          onChange={(code) => where(put(url.where, 'state', code))}
          clearable
        />
        <ThemeSelect where={url.where} onWhere={where} />
        <Words q={url.q} onWords={(q) => change({ q }, true)} />
      </Group>
      <Group gap={8} mt="sm" className="chips" role="group" aria-label={t('facets.title')}>
        {marks.map((mark) => (
          <Chip
            key={mark.code}
            size="sm"
            variant="light"
            checked={chosen(url.where, 'concerns').has(mark.code)}
            onChange={() => where(toggle(url.where, 'concerns', mark.code))}
          >
            {term('prevention_marks', mark.code)}
          </Chip>
        ))}
        {positionOrder
          .filter((code) => chosen(url.where, 'position').has(code))
          .map((code) => (
            <Chip key={code} size="sm" variant="light" checked onChange={() => where(toggle(url.where, 'position', code))}>
              {term('positions', code)}
            </Chip>
          ))}
        {url.where.length > 0 ? (
          <Button size="compact-sm" variant="subtle" onClick={() => where([])}>
            {t('facets.clear', { count: url.where.length })}
          </Button>
        ) : null}
      </Group>
    </div>
  );
}

const fields = ['themes', 'suggested_themes'];

/** Confirmed themes, and those that are only suggested, said so. */
function ThemeSelect({ where, onWhere }: { where: string[]; onWhere: (where: string[]) => void }) {
  const { t } = useTranslation();
  const { term, language } = useLabels();
  const facets = useRecommendationFacets(fields.join(','));
  const groups = fields.map((field) => ({
    group: t(`follow.${field}`),
    items: (facets.data?.[field] ?? [])
      .map((one) => ({
        value: `${field}:${one.value}`,
        label: `${term('themes', one.value)} (${countInWords(one.count, language)})`,
      }))
      .sort((a, b) => a.label.localeCompare(b.label, language)),
  }));
  const picked = fields.flatMap((field) => [...chosen(where, field)].map((code) => `${field}:${code}`))[0] ?? null;
  return (
    <Select
      label={t('follow.theme')}
      placeholder={t('follow.any_theme')}
      data={groups.filter((group) => group.items.length > 0)}
      value={picked}
      onChange={(next) => {
        const [field = 'themes', code = ''] = (next ?? '').split(':');
        onWhere(put(put(put(where, 'themes', ''), 'suggested_themes', ''), field, code));
      }}
      searchable
      clearable
      nothingFoundMessage={t('field.nothing')}
      clearButtonProps={{ 'aria-label': t('do.clear') }}
      w="min(300px, 100%)"
    />
  );
}

function Words({ q, onWords }: { q: string; onWords: (q: string) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState(q);
  const send = useDebouncedCallback(onWords, 250);
  useEffect(() => setText(q), [q]);
  return (
    <TextInput
      type="search"
      label={t('follow.words')}
      leftSection={<IconSearch size={16} aria-hidden />}
      value={text}
      w="min(300px, 100%)"
      onChange={(event) => {
        setText(event.currentTarget.value);
        send(event.currentTarget.value.trim());
      }}
    />
  );
}
