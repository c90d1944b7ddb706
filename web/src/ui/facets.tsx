// SPDX-License-Identifier: AGPL-3.0-or-later
// Facets with counts, left of a list. A chosen value stays in sight even when nothing has it any more.
import { Button, Checkbox, Group, Stack, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRecord } from '../api/queries';
import { useSession } from '../api/session';
import type { FacetValue, Facets, RecordType } from '../api/types';
import { countInWords } from './dates';
import { fieldOf, useLabels } from './labels';
import { capital, languageName, pseudoField } from './names';
import { chosen, toggle } from './where';

interface Props {
  type: RecordType | undefined;
  facets: Facets | undefined;
  where: string[];
  onWhere: (where: string[]) => void;
}

export function FacetPanel({ type, facets, where, onWhere }: Props) {
  const { t } = useTranslation();
  const narrow = useMediaQuery('(max-width: 62em)');
  const [open, setOpen] = useState(false);
  const names = type?.facets ?? Object.keys(facets ?? {});
  if (narrow && !open) {
    return (
      <Button variant="default" size="xs" onClick={() => setOpen(true)} aria-expanded={false} className="no-print">
        {t('facets.title')}
      </Button>
    );
  }
  return (
    <Stack gap="lg" component="aside" aria-label={t('facets.title')} className="facets no-print">
      {where.length > 0 ? (
        <Button variant="light" size="xs" onClick={() => onWhere([])}>
          {t('facets.clear', { count: where.length })}
        </Button>
      ) : null}
      {names.map((name) => (
        <OneFacet key={name} name={name} type={type} values={facets?.[name] ?? []} where={where} onWhere={onWhere} />
      ))}
    </Stack>
  );
}

const few = 6;

function OneFacet({ name, type, values, where, onWhere }: Omit<Props, 'facets'> & { name: string; values: FacetValue[] }) {
  const { t } = useTranslation();
  const { label, language } = useLabels();
  const [all, setAll] = useState(false);
  const field = fieldOf(type, name);
  const picked = chosen(where, name);
  const missing = [...picked]
    .filter((value) => !values.some((one) => one.value === value))
    .map((value) => ({ value, count: values.length > 0 ? 0 : -1 }));
  const shown = [...values, ...missing];
  if (shown.length === 0) return null;
  const title = field ? label(field.labels, name) : t(pseudoField(name), name);
  const op = field?.kind === 'date' || name.endsWith('_at') ? 'within' : 'is';
  return (
    <fieldset className="facet">
      <Text component="legend" size="sm" fw={600}>
        {title}
      </Text>
      <Stack gap={6}>
        {shown.slice(0, all ? undefined : few).map((one) => (
          <Checkbox
            key={one.value}
            size="sm"
            checked={picked.has(one.value)}
            onChange={() => onWhere(toggle(where, name, one.value, op))}
            classNames={{ labelWrapper: 'facet-label' }}
            label={
              <Group justify="space-between" gap="xs" wrap="nowrap">
                <FacetLabel type={type} name={name} value={one} />
                <Text span size="xs" c="dimmed" className="count">
                  {one.count < 0 ? '' : countInWords(one.count, language)}
                </Text>
              </Group>
            }
          />
        ))}
      </Stack>
      {shown.length > few ? (
        <Button variant="subtle" size="compact-xs" mt={4} onClick={() => setAll(!all)}>
          {all ? t('facets.fewer') : t('facets.more', { count: shown.length - few })}
        </Button>
      ) : null}
    </fieldset>
  );
}

function FacetLabel({ type, name, value }: { type: RecordType | undefined; name: string; value: FacetValue }) {
  const { t } = useTranslation();
  const { term, language } = useLabels();
  const { compartments } = useSession();
  const field = fieldOf(type, name);
  if (name === 'compartment')
    return value.value === 'general'
      ? t('compartment.general')
      : (compartments.find((c) => c.id === value.value)?.name ?? value.value);
  if (field && ['link', 'links', 'place'].includes(field.kind)) return value.label ?? <LinkTitle id={value.value} />;
  if (field?.vocabulary) return <span>{capital(term(field.vocabulary, value.value), language)}</span>;
  if (name === 'languages' || name === 'language') return <span>{languageName(value.value, language)}</span>;
  if (value.value === 'true' || value.value === 'false') return <span>{t(`value.${value.value}`)}</span>;
  return <span>{value.label ?? value.value}</span>;
}

function LinkTitle({ id }: { id: string }) {
  const { data } = useRecord(id);
  return <span>{data?.title ?? '…'}</span>;
}
