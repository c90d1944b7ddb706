// SPDX-License-Identifier: AGPL-3.0-or-later
// Small pieces that several screens of this desk are made of.
import { Anchor, Select, Text } from '@mantine/core';
import { IconBook2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useRecommendationFacets } from '../../api/reviews';
import { countInWords, dateInWords } from '../../ui/dates';
import { useLabels } from '../../ui/labels';
import { useDateWords } from '../../ui/value';
import './recommendations.css';

/** The list of recommendations under these conditions. */
export const listPath = (...where: string[]): string =>
  `/records/Recommendation?${where.map((one) => `where=${encodeURIComponent(one)}`).join('&')}`;

export function useCivilDate(): (date: string) => string {
  const { language } = useLabels();
  const words = useDateWords();
  return (date) => (date ? dateInWords(date, language, words) : '');
}

/** The page in the reading view, where its passages stand marked. */
export function PageLink({ document, page }: { document: string; page: number }) {
  const { t } = useTranslation();
  if (!document) return null;
  return (
    <Anchor component={Link} to={`/documents/${document}${page > 0 ? `?page=${page}` : ''}`} size="sm" className="sign">
      <IconBook2 size={16} stroke={1.6} aria-hidden />
      {page > 0 ? t('answers.see_page', { page }) : t('answers.see_document')}
    </Anchor>
  );
}

/** Who asked: "Chile, Peru (UPR, cycle 2)". */
export function Asked({ states, issuer, cycle }: { states: string[]; issuer: string; cycle: number }) {
  const { t } = useTranslation();
  const { term } = useLabels();
  const body = [term('bodies', issuer), cycle > 0 ? t('answers.cycle', { cycle }) : ''].filter(Boolean).join(', ');
  return (
    <Text size="sm" c="dimmed">
      {[states.map((one) => term('countries', one)).join(', '), body].filter(Boolean).join(' · ')}
    </Text>
  );
}

interface StateSelectProps {
  value: string;
  onChange: (code: string) => void;
  label: string;
  clearable?: boolean;
}

/** Only States that have recommendations, with how many. */
export function StateSelect({ value, onChange, label, clearable = false }: StateSelectProps) {
  const { t } = useTranslation();
  const { term, language } = useLabels();
  const facets = useRecommendationFacets('state');
  const data = (facets.data?.state ?? [])
    .map((one) => ({ value: one.value, label: `${term('countries', one.value)} (${countInWords(one.count, language)})` }))
    .sort((a, b) => a.label.localeCompare(b.label, language));
  if (value && !data.some((one) => one.value === value)) data.push({ value, label: term('countries', value) });
  return (
    <Select
      label={label}
      data={data}
      value={value || null}
      onChange={(code) => onChange(code ?? '')}
      searchable
      clearable={clearable}
      allowDeselect={false}
      placeholder={t('answers.choose_state')}
      nothingFoundMessage={t('field.nothing')}
      clearButtonProps={{ 'aria-label': t('do.clear') }}
      w="min(300px, 100%)"
    />
  );
}
