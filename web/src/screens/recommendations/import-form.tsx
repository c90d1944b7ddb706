// SPDX-License-Identifier: AGPL-3.0-or-later
// What comes in: a file or a document that is here already, what it is, and what it does not say itself.
import { FileInput, Select, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../api/session';
import { useCompartmentName } from '../../ui/compartment-name';
import { useLabels } from '../../ui/labels';
import { LinkPicker } from '../../ui/link-picker';
import { documentFormats, formatByHeadings, guessFormat, tableFormats } from './import-format';

const headBytes = 2000;

export interface Choice {
  file: File | null;
  document: string;
  format: string;
  state: string;
  cycle: string;
  compartment: string;
}

interface Props {
  choice: Choice;
  mayIngest: boolean;
  onChange: (part: Partial<Choice>) => void;
}

export function ImportForm({ choice, mayIngest, onChange }: Props) {
  const { t } = useTranslation();
  const { compartments } = useSession();
  const name = useCompartmentName();
  const kinds = [
    { group: t('bring.documents'), items: documentFormats },
    { group: t('bring.tables'), items: choice.document ? [] : tableFormats },
  ].map(({ group, items }) => ({
    group,
    items: items.map((value) => ({ value, label: t(`bring.format.${value.replaceAll('-', '_')}`) })),
  }));
  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
        <FileInput
          label={t('bring.file')}
          description={t('bring.file_help')}
          placeholder={t('import.choose')}
          accept=".pdf,.docx,.odt,.html,.htm,.txt,.csv,.xlsx,.json"
          styles={{ placeholder: { color: 'var(--mantine-color-dimmed)' } }}
          leftSection={<IconFileImport size={17} aria-hidden />}
          value={choice.file}
          onChange={(file) => {
            onChange(file ? { file, document: '', format: guessFormat(file.name) } : { file });
            if (file && guessFormat(file.name) === 'table') {
              void file
                .slice(0, headBytes)
                .text()
                .then((head) => {
                  const format = formatByHeadings(head);
                  if (format) onChange({ format });
                });
            }
          }}
          clearable
          clearButtonProps={{ 'aria-label': t('do.clear') }}
        />
        <LinkPicker
          common={{ label: t('bring.or_document'), description: t('bring.or_document_help') }}
          targets={['Document']}
          many={false}
          value={choice.document ? [choice.document] : []}
          onChange={([document = '']) =>
            onChange(
              document
                ? { document, file: null, format: documentFormats.includes(choice.format) ? choice.format : 'upr-report' }
                : { document },
            )
          }
        />
      </SimpleGrid>
      <Select
        label={t('bring.what')}
        description={t('bring.what_help')}
        data={kinds.filter((kind) => kind.items.length > 0)}
        value={choice.format || null}
        onChange={(format) => format && onChange({ format })}
        allowDeselect={false}
        disabled={!mayIngest && choice.document === '' && choice.file === null}
      />
      {choice.format === 'table' ? null : <Hints choice={choice} onChange={onChange} />}
      {compartments.length > 1 ? (
        <Select
          label={t('upload.compartment')}
          description={t('upload.where_help')}
          data={compartments.map((one) => ({ value: one.id, label: name(one.id) }))}
          value={choice.compartment}
          onChange={(compartment) => compartment && onChange({ compartment })}
          allowDeselect={false}
        />
      ) : null}
    </Stack>
  );
}

function Hints({ choice, onChange }: Omit<Props, 'mayIngest'>) {
  const { t } = useTranslation();
  const { schema, term, language } = useLabels();
  const codes = (vocabulary: string): string[] =>
    schema?.vocabularies.find((one) => one.name === vocabulary)?.terms.map((one) => one.code) ?? [];
  const countries = codes('countries')
    .map((value) => ({ value, label: term('countries', value) }))
    .sort((a, b) => a.label.localeCompare(b.label, language));
  const cycles = codes('cycles').map((value) => ({ value, label: term('cycles', value) }));
  return (
    <div>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
        <Select
          label={t('bring.state')}
          data={countries}
          value={choice.state || null}
          onChange={(state) => onChange({ state: state ?? '' })}
          searchable
          clearable
          limit={300}
          nothingFoundMessage={t('field.nothing')}
          clearButtonProps={{ 'aria-label': t('do.clear') }}
        />
        <Select
          label={t('bring.cycle')}
          data={cycles}
          value={choice.cycle || null}
          onChange={(cycle) => onChange({ cycle: cycle ?? '' })}
          clearable
          clearButtonProps={{ 'aria-label': t('do.clear') }}
        />
      </SimpleGrid>
      <Text size="sm" c="dimmed" mt={6}>
        {t('bring.hints')}
      </Text>
    </div>
  );
}
