// SPDX-License-Identifier: AGPL-3.0-or-later
// Changing a record. If someone else changed it meanwhile, both are shown before anything is lost.
import { Alert, Button, Group, Paper } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { change } from '../../api/client';
import { ApiError } from '../../api/error';
import type { Fields, RecordView } from '../../api/types';
import { fieldOf, typeOf, useLabels } from '../../ui/labels';
import { PageHead } from '../../ui/page-head';
import { Waiting } from '../../ui/states';
import { ValueView } from '../../ui/value';
import { RecordForm } from './record-form';

export function EditRecord({ record, onClose }: { record: RecordView; onClose: () => void }) {
  const { t } = useTranslation();
  const { schema, label } = useLabels();
  const client = useQueryClient();
  const [base, setBase] = useState(record);
  const [theirs, setTheirs] = useState<{ current: RecordView; mine: Fields }>();
  const type = typeOf(schema, record.type);
  if (!type) return <Waiting />;

  const save = async (fields: Fields, reason: string) => {
    try {
      const next = await change<RecordView>('PATCH', `/record/${record.id}`, { fields, reason, if_version: base.version });
      client.setQueryData(['record', record.id], next);
      void client.invalidateQueries({ queryKey: ['record', record.id, 'history'] });
      void client.invalidateQueries({ queryKey: ['records', record.type] });
      onClose();
    } catch (error) {
      const current =
        error instanceof ApiError && error.kind === 'conflict' ? (error.rest.current as RecordView | undefined) : undefined;
      if (!current) throw error;
      setTheirs({ current, mine: fields });
    }
  };

  const both = theirs
    ? Object.keys(theirs.mine).filter((name) => JSON.stringify(theirs.current.fields[name]) !== JSON.stringify(base.fields[name]))
    : [];
  return (
    <>
      <PageHead title={t('record.editing', { title: record.title || t('record.untitled') })} />
      {theirs ? (
        <Alert color="amber" title={t('conflict.meanwhile')} mb="md" role="alert" maw={800}>
          {both.length === 0 ? t('conflict.elsewhere') : t('conflict.same')}
          <dl className="facts">
            {both.map((name) => (
              <div key={name}>
                <dt>{label(fieldOf(type, name)?.labels, name)}</dt>
                <dd>
                  {t('conflict.theirs')}: <ValueView field={fieldOf(type, name)} value={theirs.current.fields[name]} plain />
                </dd>
                <dd>
                  {t('conflict.mine')}: <ValueView field={fieldOf(type, name)} value={theirs.mine[name]} plain />
                </dd>
              </div>
            ))}
          </dl>
          <Group mt="sm">
            <Button
              size="xs"
              onClick={() => {
                setBase(theirs.current);
                setTheirs(undefined);
              }}
            >
              {t('conflict.keep_mine')}
            </Button>
            <Button
              size="xs"
              variant="default"
              onClick={() => {
                client.setQueryData(['record', record.id], theirs.current);
                onClose();
              }}
            >
              {t('conflict.take_theirs')}
            </Button>
          </Group>
        </Alert>
      ) : null}
      <Paper withBorder p="lg" className="panel" maw={800}>
        <RecordForm type={type} start={record.fields} fresh={false} onSave={save} onCancel={onClose} />
      </Paper>
    </>
  );
}
