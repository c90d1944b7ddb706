// SPDX-License-Identifier: AGPL-3.0-or-later
// Which column becomes what: each column with some of its values beside the field it becomes, then what is the same for all rows,
// then the first rows as they will be.
import { Alert, Select, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RecordType } from '../../api/types';
import { countInWords } from '../../ui/dates';
import { useErrorText } from '../../ui/errors';
import { FieldInput } from '../../ui/field-input';
import { typeOf, useLabels } from '../../ui/labels';
import { MapColumns } from './map-columns';
import { MapPreview } from './map-preview';
import { forAllRows, withConstant } from './mapping';
import type { Looking } from './table-look';

interface Props {
  looking: Looking;
  type: string;
  onType: (type: string) => void;
}

export function MapTable({ looking, type, onType }: Props) {
  const { t } = useTranslation();
  const { schema, types, language } = useLabels();
  const say = useErrorText();
  const { look, mapping, error } = looking;
  const kinds = (schema?.types ?? []).filter((one) => one.desk !== 'library' && one.made_by_members !== false);
  const declared = typeOf(schema, type);
  return (
    <Stack gap="lg" mt="lg" className="answers-line">
      <Select
        label={t('map.rows_are')}
        data={kinds.map((one) => ({ value: one.name, label: types(one.name) }))}
        value={type}
        onChange={(next) => next && onType(next)}
        allowDeselect={false}
        maw={420}
      />
      {error ? <Alert color="brick">{say(error)}</Alert> : null}
      {look && look.problem !== '' ? (
        <Alert color="brick" title={t('map.cannot')}>
          {t(`map.problem.${look.problem}`)}
        </Alert>
      ) : null}
      {!look && !error ? <Text c="dimmed">{t('map.looking')}</Text> : null}
      {look && look.problem === '' && mapping && declared ? (
        <>
          <div>
            <Title order={2} size="h4">
              {t('map.columns')}
            </Title>
            <Text size="sm" c="dimmed" mt={4}>
              {t('map.found', { rows: countInWords(look.rows, language), at: look.heading_row })}{' '}
              {t(look.remembered ? 'map.as_last_time' : 'map.proposed_note')}
            </Text>
            {look.doubled.map((heading) => (
              <Text key={heading} size="sm" mt={4}>
                {t('map.doubled', { heading })}
              </Text>
            ))}
          </div>
          <MapColumns look={look} mapping={mapping} type={declared} onChange={looking.change} />
          <Constants looking={looking} type={declared} />
          <MapPreview look={look} mapping={mapping} type={declared} />
        </>
      ) : null}
    </Stack>
  );
}

function Constants({ looking, type }: { looking: Looking; type: RecordType }) {
  const { t } = useTranslation();
  const { look, mapping } = looking;
  if (!mapping) return null;
  const fields = forAllRows(type, mapping);
  if (fields.length === 0) return null;
  return (
    <section aria-label={t('map.same')}>
      <Title order={3} size="h5">
        {t('map.same')}
      </Title>
      <Text size="sm" c="dimmed" mt={4} mb="sm">
        {t('map.same_note')}
      </Text>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
        {fields.map((field) => (
          <FieldInput
            key={field.name}
            field={{ ...field, help: {} }}
            value={mapping.constants[field.name] ?? null}
            onChange={(value) => looking.change(withConstant(mapping, field.name, typeof value === 'string' ? value : ''))}
            error={look?.missing.includes(field.name) && !mapping.constants[field.name] ? t('map.needed') : undefined}
          />
        ))}
      </SimpleGrid>
    </section>
  );
}

/** Whether nothing stands against importing with this mapping. */
export const mayImport = (looking: Looking): boolean =>
  looking.look?.problem === '' && looking.look.missing.length === 0 && looking.mapping !== undefined && !looking.error;
