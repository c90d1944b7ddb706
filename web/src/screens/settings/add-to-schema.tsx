// SPDX-License-Identifier: AGPL-3.0-or-later
import { Button, Checkbox, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { post } from '../../api/client';
import type { RecordType, Vocabulary } from '../../api/types';
import { useAttempt } from '../../ui/errors';
import { useLabels } from '../../ui/labels';
import { nameFrom } from './name-from';

const kinds = ['text', 'long_text', 'integer', 'date', 'term', 'terms', 'boolean', 'url', 'name', 'place'];

function Dialog({
  title,
  onClose,
  onSubmit,
  children,
}: {
  title: string;
  onClose: () => void;
  onSubmit: (event: React.FormEvent<HTMLFormElement>) => void;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('do.close') }}>
      <form onSubmit={onSubmit}>
        <Stack>
          {children}
          <Group justify="flex-end">
            <Button type="submit">{t('do.add')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

export function AddField({ type, vocabularies, onClose }: { type: RecordType; vocabularies: Vocabulary[]; onClose: () => void }) {
  const { t } = useTranslation();
  const { label } = useLabels();
  const attempt = useAttempt();
  const client = useQueryClient();
  const form = useForm({ initialValues: { en: '', ru: '', kind: 'text', vocabulary: '', sealed: false, many: false } });
  const term = form.values.kind === 'term' || form.values.kind === 'terms';
  const save = form.onSubmit(async (values) => {
    const done = await attempt(async () => {
      await post('/schema/fields', {
        type: type.name,
        name: nameFrom(values.en),
        kind: values.kind,
        labels: { en: values.en, ...(values.ru ? { ru: values.ru } : {}) },
        ...(term ? { vocabulary: values.vocabulary } : {}),
        sealed: values.sealed,
        many: values.many,
      });
      await client.invalidateQueries({ queryKey: ['schema'] });
    }, t('do.saved'));
    if (done) onClose();
  });
  return (
    <Dialog title={t('schema.add_field')} onClose={onClose} onSubmit={save}>
      <TextInput label={t('schema.label_en')} required data-autofocus {...form.getInputProps('en')} />
      <TextInput label={t('schema.label_ru')} {...form.getInputProps('ru')} />
      <Select
        label={t('schema.kind')}
        data={kinds.map((kind) => ({ value: kind, label: t(`field_kind.${kind}`) }))}
        allowDeselect={false}
        {...form.getInputProps('kind')}
      />
      {term ? (
        <Select
          label={t('schema.vocabulary')}
          required
          data={vocabularies.map((one) => ({ value: one.name, label: label(one.labels, one.name) }))}
          {...form.getInputProps('vocabulary')}
        />
      ) : null}
      <Checkbox label={t('schema.many')} {...form.getInputProps('many', { type: 'checkbox' })} />
      <Checkbox
        label={t('schema.sealed')}
        description={t('schema.sealed_help')}
        {...form.getInputProps('sealed', { type: 'checkbox' })}
      />
    </Dialog>
  );
}

export function AddTerm({ vocabulary, onClose }: { vocabulary: Vocabulary; onClose: () => void }) {
  const { t } = useTranslation();
  const attempt = useAttempt();
  const client = useQueryClient();
  const form = useForm({ initialValues: { en: '', ru: '' } });
  const save = form.onSubmit(async (values) => {
    const done = await attempt(async () => {
      const labels = { en: values.en, ...(values.ru ? { ru: values.ru } : {}) };
      await post(`/vocabularies/${vocabulary.name}/terms`, { code: nameFrom(values.en), labels });
      await client.invalidateQueries({ queryKey: ['schema'] });
    }, t('do.saved'));
    if (done) onClose();
  });
  return (
    <Dialog title={t('schema.add_term')} onClose={onClose} onSubmit={save}>
      <TextInput label={t('schema.label_en')} required data-autofocus {...form.getInputProps('en')} />
      <TextInput label={t('schema.label_ru')} {...form.getInputProps('ru')} />
    </Dialog>
  );
}
