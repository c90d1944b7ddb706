// SPDX-License-Identifier: AGPL-3.0-or-later
// One line for each column: its heading and values on one side, the field that it becomes on the other.
import { Badge, Paper, Select, SimpleGrid, Text } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { TableColumn, TableLook, TableMapping } from '../../api/tables';
import type { RecordType } from '../../api/types';
import { countInWords } from '../../ui/dates';
import { useLabels } from '../../ui/labels';
import { mappable, withColumn } from './mapping';

interface Props {
  look: TableLook;
  mapping: TableMapping;
  type: RecordType;
  onChange: (next: TableMapping) => void;
}

export function MapColumns({ look, mapping, type, onChange }: Props) {
  const { t } = useTranslation();
  const { label } = useLabels();
  const fields = mappable(type).map((field) => ({ value: field.name, label: label(field.labels, field.name) }));
  const choices = [...fields, { value: 'id', label: t('map.id') }];
  return (
    <>
      <Paper withBorder component="ul" className="plain-list rows">
        {look.columns.map((column, at) => (
          <li key={column.heading} className="map-line">
            <Values column={column} />
            <div>
              <Select
                aria-label={t('map.becomes', { heading: column.heading })}
                data={choices}
                placeholder={t('map.left_out')}
                value={mapping.fields[at] || null}
                onChange={(field) => onChange(withColumn(mapping, at, field ?? ''))}
                onFocus={(event) => event.currentTarget.select()}
                searchable
                clearable
                limit={100}
                clearButtonProps={{ 'aria-label': t('do.clear') }}
                nothingFoundMessage={t('field.nothing')}
              />
              <Because by={column.by} />
            </div>
          </li>
        ))}
      </Paper>
      <Writing look={look} mapping={mapping} type={type} onChange={onChange} />
    </>
  );
}

function Values({ column }: { column: TableColumn }) {
  const { t } = useTranslation();
  const { language } = useLabels();
  return (
    <div>
      <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
        {column.heading}
      </Text>
      {column.samples.map((sample) => (
        <Text key={sample} size="sm" c="dimmed" lineClamp={2} style={{ overflowWrap: 'anywhere' }}>
          {sample}
        </Text>
      ))}
      {column.filled === 0 ? (
        <Text size="sm" c="dimmed" fs="italic">
          {t('map.no_values')}
        </Text>
      ) : (
        <Text size="xs" c="dimmed">
          {t('map.filled', { rows: countInWords(column.filled, language), count: column.filled })}
        </Text>
      )}
    </div>
  );
}

/** Why this field stands there. */
function Because({ by }: { by: string }) {
  const { t } = useTranslation();
  if (by === 'remembered')
    return (
      <Badge variant="default" mt={4} leftSection={<IconHistory size={12} aria-hidden />}>
        {t('map.by.remembered')}
      </Badge>
    );
  return (
    <Text size="xs" c="dimmed" mt={4}>
      {by === '' || by === 'chosen' ? ' ' : t(`map.by.${by}`)}
    </Text>
  );
}

/** How the cells are written: closed until somebody needs it. */
function Writing({ look, mapping, type, onChange }: Props) {
  const { t } = useTranslation();
  const separators = ['', ';', ',', '|', '/'].map((value) => ({ value: value || 'any', label: value || t('map.any') }));
  const orders = ['dmy', 'mdy', 'ymd'].map((value) => ({ value, label: t(`map.order.${value}`) }));
  const keys = [
    { value: '-1', label: t('map.whole_row') },
    ...look.columns.map((one, at) => ({ value: String(at), label: one.heading })),
  ];
  return (
    <details>
      <summary>{t('map.writing')}</summary>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md" mt="sm">
        <Select
          label={t('map.separator')}
          data={separators}
          value={mapping.separator || 'any'}
          onChange={(value) => value && onChange({ ...mapping, separator: value === 'any' ? '' : value })}
          allowDeselect={false}
        />
        <Select
          label={t('map.dates')}
          data={orders}
          value={mapping.date_order}
          onChange={(value) => value && onChange({ ...mapping, date_order: value })}
          allowDeselect={false}
        />
        {type.name === 'Recommendation' ? null : (
          <Select
            label={t('map.key')}
            description={t('map.key_note')}
            data={keys}
            value={String(mapping.key_column)}
            onChange={(value) => value && onChange({ ...mapping, key_column: Number(value) })}
            allowDeselect={false}
          />
        )}
      </SimpleGrid>
    </details>
  );
}
