// SPDX-License-Identifier: AGPL-3.0-or-later
// What stands in a cell of a long list. Plain text made by one hook for the whole table: a component with hooks of its own in each
// of some hundred cells in sight would cost more than the scrolling itself.
import { IconGitBranch, IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Field, RecordRow, RecordType, Value } from '../../api/types';
import { useCompartmentName } from '../../ui/compartment-name';
import { bytesInWords, countInWords, dateInWords, instantInWords } from '../../ui/dates';
import { fieldOf, useLabels } from '../../ui/labels';
import { isEmpty, isSealed, RecordLink, useDateWords } from '../../ui/value';

const links = new Set(['link', 'links', 'place']);

export function useCell(type: RecordType): (name: string, row: RecordRow) => ReactNode {
  const { t } = useTranslation();
  const { term, language } = useLabels();
  const words = useDateWords();
  const compartment = useCompartmentName();

  const text = (field: Field | undefined, value: Value): string => {
    if (Array.isArray(value)) return value.map((one) => text(field, one)).join(', ');
    if (typeof value === 'boolean') return t(`value.${value}`);
    if (typeof value === 'number') return field?.kind === 'bytes' ? bytesInWords(value, language) : countInWords(value, language);
    if (typeof value !== 'string') return '';
    if (field?.kind === 'term' || field?.kind === 'terms') return term(field.vocabulary, value);
    return field?.kind === 'date' ? dateInWords(value, language, words) : value;
  };

  return (name, row) => {
    if (name === 'updated_at' || name === 'created_at') {
      return (
        <time dateTime={row.updated_at} title={row.updated_at} className="quiet">
          {instantInWords(row.updated_at, language)}
        </time>
      );
    }
    if (name === 'compartment') return compartment(row.compartment);
    if (name === type.title_field) {
      return (
        <span className="title-cell">
          {row.title || t('record.untitled')}
          {row.in_conflict ? (
            <IconGitBranch size={15} color="var(--guvoh-doubt)" aria-label={t('conflict.word')} role="img" />
          ) : null}
        </span>
      );
    }
    const value = row.fields[name];
    if (isEmpty(value)) return null;
    if (isSealed(value)) {
      return (
        <span className="sealed-cell">
          <IconLock size={12} aria-hidden />
          {t('sealed.word')}
        </span>
      );
    }
    const field = fieldOf(type, name);
    if (field && links.has(field.kind))
      return (Array.isArray(value) ? value : [value]).map((id) => <RecordLink key={String(id)} id={String(id)} />);
    return text(field, value as Value);
  };
}
