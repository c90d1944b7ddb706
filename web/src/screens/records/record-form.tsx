// SPDX-License-Identifier: AGPL-3.0-or-later
// A form made from the schema. Sealed fields that are shut stay untouched unless something new is written over them.
import { Alert, Button, Divider, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/error';
import { useSession } from '../../api/session';
import type { Field, Fields, RecordType, Value } from '../../api/types';
import { useCompartmentName } from '../../ui/compartment-name';
import { useErrorText } from '../../ui/errors';
import { FieldInput } from '../../ui/field-input';
import { useLabels } from '../../ui/labels';
import { isEmpty, isSealed, Sealed } from '../../ui/value';

interface Props {
  type: RecordType;
  start: Fields;
  /** Filled in already, and saved unless changed. */
  given?: Fields;
  givenReason?: string;
  fresh: boolean;
  onSave: (fields: Fields, reason: string, compartment: string) => Promise<void>;
  onCancel: () => void;
}

/** What differs from the start: null empties a field. */
export function changed(start: Fields, now: Fields): Fields {
  const out: Fields = {};
  for (const [name, value] of Object.entries(now)) {
    if (isSealed(value) || JSON.stringify(value ?? null) === JSON.stringify(start[name] ?? null)) continue;
    if (isEmpty(value) && isEmpty(start[name])) continue;
    out[name] = isEmpty(value) ? null : value;
  }
  return out;
}

export function RecordForm({ type, start, given, givenReason = '', fresh, onSave, onCancel }: Props) {
  const { t } = useTranslation();
  const say = useErrorText();
  const { compartments } = useSession();
  const name = useCompartmentName();
  const [values, setValues] = useState<Fields>({ ...start, ...given });
  const [reason, setReason] = useState(givenReason);
  const [compartment, setCompartment] = useState(compartments[0]?.id ?? 'general');
  const [problems, setProblems] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);
  const fields = type.fields.filter((field) => !field.read_only && !['hash', 'bytes', 'data'].includes(field.kind));
  const difference = changed(start, values);
  const nothing = Object.keys(difference).length === 0;

  const send = async () => {
    const missing = fields.filter((field) => field.required && isEmpty(values[field.name]));
    if (missing.length > 0) return setProblems(Object.fromEntries(missing.map((field) => [field.name, t('field.required')])));
    setBusy(true);
    setProblems({});
    try {
      await onSave(difference, reason.trim() || t(fresh ? 'record.reason_new' : 'record.reason_change'), compartment);
    } catch (error) {
      setProblems({ [error instanceof ApiError && error.field ? error.field : '']: say(error) });
    }
    setBusy(false);
  };
  useHotkeys([['mod+Enter', () => void send()]], []);

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
      noValidate
    >
      <Stack maw={720}>
        {problems[''] ? (
          <Alert color="brick" role="alert">
            {problems['']}
          </Alert>
        ) : null}
        {fresh && compartments.length > 1 ? (
          <Select
            label={t('upload.compartment')}
            description={t('record.compartment_help')}
            data={compartments.map((one) => ({ value: one.id, label: name(one.id) }))}
            value={compartment}
            onChange={(value) => value && setCompartment(value)}
            allowDeselect={false}
          />
        ) : null}
        {fields.map((field) => (
          <FormField
            key={field.name}
            field={field}
            value={values[field.name]}
            error={problems[field.name]}
            onChange={(value) => setValues((old) => ({ ...old, [field.name]: value }))}
          />
        ))}
        <Divider />
        <TextInput
          label={t('record.why')}
          description={t('record.why_help')}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          placeholder={t(fresh ? 'record.reason_new' : 'record.reason_change')}
        />
        <Group justify="flex-end" className="form-foot">
          <Button variant="default" onClick={onCancel}>
            {t('do.cancel')}
          </Button>
          <Button type="submit" loading={busy} disabled={nothing}>
            {t('do.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function FormField({
  field,
  value,
  error,
  onChange,
}: {
  field: Field;
  value: Value | undefined;
  error: string | undefined;
  onChange: (value: Value) => void;
}) {
  const { t } = useTranslation();
  const { label } = useLabels();
  if (!isSealed(value)) return <FieldInput field={field} value={value} onChange={onChange} error={error} />;
  return (
    <div>
      <Text size="sm" fw={500}>
        {label(field.labels, field.name)}
      </Text>
      <Group gap="sm" mt={4}>
        <Sealed />
        <Button size="compact-xs" variant="subtle" onClick={() => onChange(field.many ? [] : '')}>
          {t('sealed.write_over')}
        </Button>
      </Group>
    </div>
  );
}
