// SPDX-License-Identifier: AGPL-3.0-or-later
// One input for each kind of field that the schema knows.
import { Autocomplete, Checkbox, MultiSelect, NumberInput, Select, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Field, Value } from '../api/types';
import { DateInput } from './date-input';
import { LinkPicker } from './link-picker';
import { useLabels } from './labels';
import { Sealed } from './value';

export interface InputProps {
  field: Field;
  value: Value | undefined;
  onChange: (value: Value) => void;
  error?: string | undefined;
}

const strings = (value: Value | undefined): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : typeof value === 'string' && value ? [value] : [];

/** Says while writing that this will be sealed. */
function SealedLabel({ text }: { text: string }) {
  return (
    <>
      {text} <Sealed />
    </>
  );
}

export function FieldInput({ field, value, onChange, error }: InputProps) {
  const { t } = useTranslation();
  const { label, schema } = useLabels();
  const common = {
    label: field.sealed ? <SealedLabel text={label(field.labels, field.name)} /> : label(field.labels, field.name),
    description: label(field.help) || undefined,
    error,
    withAsterisk: field.required ?? false,
    'data-field': field.name,
  };
  const many = field.many || field.kind === 'terms' || field.kind === 'links';
  const text = typeof value === 'string' ? value : '';
  const orNull = (next: string | null): void => onChange(next === '' || next === null ? null : next);

  if (field.kind === 'term' || field.kind === 'terms') {
    const terms = schema?.vocabularies.find((v) => v.name === field.vocabulary)?.terms ?? [];
    const data = terms.map((term) => ({ value: term.code, label: label(term.labels, term.code) }));
    const picker = { ...common, data, searchable: true, clearable: true, nothingFoundMessage: t('field.nothing'), limit: 100 };
    return many ? (
      <MultiSelect
        {...picker}
        value={strings(value)}
        onChange={onChange}
        hidePickedOptions
        clearButtonProps={{ 'aria-label': t('do.clear') }}
      />
    ) : (
      <Select {...picker} value={text || null} onChange={orNull} clearButtonProps={{ 'aria-label': t('do.clear') }} />
    );
  }
  if (field.kind === 'link' || field.kind === 'links' || field.kind === 'place') {
    const targets = field.kind === 'place' ? ['Place'] : (field.target ?? []);
    return (
      <LinkPicker
        common={common}
        targets={targets}
        many={many}
        value={strings(value)}
        onChange={(ids) => onChange(many ? ids : (ids[0] ?? null))}
      />
    );
  }
  if (many)
    return (
      <TagsInput
        {...common}
        value={strings(value)}
        onChange={onChange}
        placeholder={t('field.many')}
        clearable={false}
        acceptValueOnBlur
      />
    );
  switch (field.kind) {
    case 'boolean':
      return (
        <Checkbox
          label={common.label}
          description={common.description}
          error={error}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      );
    case 'integer':
    case 'bytes':
      return (
        <NumberInput
          {...common}
          allowDecimal={false}
          value={typeof value === 'number' ? value : ''}
          onChange={(next) => onChange(typeof next === 'number' ? next : null)}
          hideControls
        />
      );
    case 'date':
      return <DateInput {...common} value={text} onChange={orNull} />;
    case 'long_text':
      return (
        <Textarea
          {...common}
          autosize
          minRows={2}
          maxRows={12}
          value={text}
          onChange={(event) => orNull(event.currentTarget.value)}
        />
      );
    case 'url':
      return (
        <TextInput {...common} type="url" inputMode="url" value={text} onChange={(event) => orNull(event.currentTarget.value)} />
      );
    case 'name':
      return <Autocomplete {...common} data={[]} value={text} onChange={orNull} autoComplete="off" />;
    default:
      return <TextInput {...common} value={text} onChange={(event) => orNull(event.currentTarget.value)} autoComplete="off" />;
  }
}
