// SPDX-License-Identifier: AGPL-3.0-or-later
// Labels that come as data (the schema, vocabularies) in the reader's language.
import { useTranslation } from 'react-i18next';
import { useSchema } from '../api/queries';
import type { Field, Labels, RecordType, Schema } from '../api/types';
import { fallbacksOf } from '../words/languages';

export function labelIn(labels: Labels | string | undefined, language: string, otherwise = ''): string {
  if (typeof labels === 'string') return labels;
  for (const code of [language, ...fallbacksOf(language), 'en']) {
    const found = labels?.[code];
    if (found) return found;
  }
  return otherwise;
}

export const typeOf = (schema: Schema | undefined, name: string): RecordType | undefined =>
  schema?.types.find((type) => type.name.toLowerCase() === name.toLowerCase());
export const fieldOf = (type: RecordType | undefined, name: string): Field | undefined =>
  type?.fields.find((field) => field.name === name);

export function termLabel(
  schema: Schema | undefined,
  vocabulary: string | null | undefined,
  code: string,
  language: string,
): string {
  const term = schema?.vocabularies.find((v) => v.name === vocabulary)?.terms.find((one) => one.code === code);
  return labelIn(term?.labels, language, code);
}

/** Labels of record types and fields, bound to the reader's language. */
export function useLabels() {
  const { data: schema } = useSchema();
  const { i18n } = useTranslation();
  const language = i18n.language;
  return {
    schema,
    language,
    label: (labels: Labels | string | undefined, otherwise = '') => labelIn(labels, language, otherwise),
    type: (name: string) => labelIn(typeOf(schema, name)?.labels, language, name),
    types: (name: string) => labelIn(typeOf(schema, name)?.plural, language, name),
    field: (type: string, name: string) => labelIn(fieldOf(typeOf(schema, type), name)?.labels, language, name),
    term: (vocabulary: string | null | undefined, code: string) => termLabel(schema, vocabulary, code, language),
  };
}
