// SPDX-License-Identifier: AGPL-3.0-or-later
// One field's value as people read it: terms by their label, dates in words, links by title, sealed ones as sealed.
import { Anchor, Badge, Code, Group, Text } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useRecord } from '../api/queries';
import type { Field, Value } from '../api/types';
import { bytesInWords, countInWords, dateInWords, type DateWords } from './dates';
import { useLabels } from './labels';

export const isSealed = (value: Value | undefined): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && value.sealed !== undefined;

export const isEmpty = (value: Value | undefined): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

export function useDateWords(): DateWords {
  const { t } = useTranslation();
  const as = (name: string): string => t(`date.${name}`, { date: '{{date}}', year: '{{year}}', from: '{{from}}', to: '{{to}}' });
  return {
    about: as('about'),
    perhaps: as('perhaps'),
    or: as('or'),
    from: as('from'),
    until: as('until'),
    between: as('between'),
    unknown: as('unknown'),
    decade: as('decade'),
  };
}

export function Sealed() {
  const { t } = useTranslation();
  return (
    <Badge variant="default" leftSection={<IconLock size={12} aria-hidden />} className="sealed">
      {t('sealed.word')}
    </Badge>
  );
}

export function RecordLink({ id }: { id: string }) {
  const { data, error } = useRecord(id);
  const { t } = useTranslation();
  if (error)
    return (
      <Text span c="dimmed">
        {t('value.not_shown')}
      </Text>
    );
  return (
    <Anchor component={Link} to={`/record/${id}`} onClick={(event) => event.stopPropagation()}>
      <bdi>{data?.title || (data ? t('record.untitled') : '…')}</bdi>
    </Anchor>
  );
}

export function ValueView({
  field,
  value,
  plain = false,
}: {
  field: Pick<Field, 'kind' | 'vocabulary'> | undefined;
  value: Value | undefined;
  plain?: boolean;
}) {
  if (isEmpty(value))
    return plain ? null : (
      <Text span c="dimmed">
        —
      </Text>
    );
  if (isSealed(value)) return <Sealed />;
  if (Array.isArray(value)) {
    if (plain)
      return (
        <>
          {value.map((one, at) => (
            <span key={at}>
              {at > 0 ? ', ' : ''}
              <OneValue field={field} value={one} />
            </span>
          ))}
        </>
      );
    return (
      <Group gap="xs">
        {value.map((one, at) => (
          <span key={at}>
            <OneValue field={field} value={one} />
            {at < value.length - 1 ? ',' : ''}
          </span>
        ))}
      </Group>
    );
  }
  return <OneValue field={field} value={value as Value} />;
}

function OneValue({ field, value }: { field: Pick<Field, 'kind' | 'vocabulary'> | undefined; value: Value }) {
  const { t } = useTranslation();
  const { term, language } = useLabels();
  const words = useDateWords();
  if (typeof value === 'boolean') return <>{t(`value.${value}`)}</>;
  if (typeof value === 'number')
    return <>{field?.kind === 'bytes' ? bytesInWords(value, language) : countInWords(value, language)}</>;
  if (typeof value !== 'string') return <Code>{JSON.stringify(value)}</Code>;
  switch (field?.kind) {
    case 'term':
    case 'terms':
      return <>{term(field.vocabulary, value)}</>;
    case 'date':
      return <>{dateInWords(value, language, words)}</>;
    case 'link':
    case 'links':
    case 'place':
      return <RecordLink id={value} />;
    case 'url':
      return <span className="mono">{value}</span>;
    case 'hash':
      return <span className="mono">{value}</span>;
    case 'long_text':
      return <span className="own-text">{value}</span>;
    default:
      return <bdi>{value}</bdi>;
  }
}
