// SPDX-License-Identifier: AGPL-3.0-or-later
// What this workspace added to the schema: fields and terms. Each addition is an entry in the ledger.
import { Badge, Button, Group, Paper, Select, Stack, Table, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schema } from '../../api/types';
import { useSchema } from '../../api/queries';
import { useLabels } from '../../ui/labels';
import { Loaded } from '../../ui/states';
import { AddField, AddTerm } from './add-to-schema';

export function OwnFields() {
  const schema = useSchema();
  return (
    <Loaded query={schema}>
      {(data) => (
        <Stack gap="xl">
          <Fields schema={data} />
          <Vocabularies schema={data} />
        </Stack>
      )}
    </Loaded>
  );
}

function Fields({ schema }: { schema: Schema }) {
  const { t } = useTranslation();
  const { label } = useLabels();
  const [name, setName] = useState(schema.types.find((type) => type.desk === 'records')?.name ?? schema.types[0]?.name ?? '');
  const [adding, setAdding] = useState(false);
  const type = schema.types.find((one) => one.name === name);
  return (
    <section>
      <Group justify="space-between" align="flex-end" mb="sm">
        <Select
          label={t('schema.fields_of')}
          data={schema.types.map((one) => ({ value: one.name, label: label(one.plural, one.name) }))}
          value={name}
          onChange={(next) => next && setName(next)}
          allowDeselect={false}
        />
        <Button variant="default" onClick={() => setAdding(true)}>
          {t('schema.add_field')}
        </Button>
      </Group>
      <Paper withBorder className="panel">
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('schema.field')}</Table.Th>
              <Table.Th>{t('schema.kind')}</Table.Th>
              <Table.Th>{t('schema.marks')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {type?.fields.map((field) => (
              <Table.Tr key={field.name}>
                <Table.Td>
                  {label(field.labels, field.name)}
                  <Text size="xs" c="dimmed">
                    {label(field.help)}
                  </Text>
                </Table.Td>
                <Table.Td>{t(`field_kind.${field.kind}`, field.kind)}</Table.Td>
                <Table.Td>
                  <Group gap={4}>
                    {field.own ? <Badge variant="light">{t('schema.own')}</Badge> : null}
                    {field.sealed ? (
                      <Badge variant="light" color="amber">
                        {t('sealed.word')}
                      </Badge>
                    ) : null}
                    {field.required ? <Badge variant="default">{t('schema.required')}</Badge> : null}
                  </Group>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Paper>
      {adding && type ? <AddField type={type} vocabularies={schema.vocabularies} onClose={() => setAdding(false)} /> : null}
    </section>
  );
}

function Vocabularies({ schema }: { schema: Schema }) {
  const { t } = useTranslation();
  const { label } = useLabels();
  const [name, setName] = useState(schema.vocabularies[0]?.name ?? '');
  const [adding, setAdding] = useState(false);
  const vocabulary = schema.vocabularies.find((one) => one.name === name);
  return (
    <section>
      <Title order={2} size="h4" mb="sm">
        {t('schema.vocabularies')}
      </Title>
      <Group justify="space-between" align="flex-end" mb="sm">
        <Select
          label={t('schema.vocabulary')}
          data={schema.vocabularies.map((one) => ({ value: one.name, label: label(one.labels, one.name) }))}
          value={name}
          onChange={(next) => next && setName(next)}
          allowDeselect={false}
          searchable
        />
        <Button variant="default" onClick={() => setAdding(true)}>
          {t('schema.add_term')}
        </Button>
      </Group>
      <Group gap={6}>
        {vocabulary?.terms.map((term) => (
          <Badge key={term.code} variant={term.own ? 'light' : 'default'} size="lg">
            {label(term.labels, term.code)}
          </Badge>
        ))}
      </Group>
      {adding && vocabulary ? <AddTerm vocabulary={vocabulary} onClose={() => setAdding(false)} /> : null}
    </section>
  );
}
