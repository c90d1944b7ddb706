// SPDX-License-Identifier: AGPL-3.0-or-later
// Changing a record. If someone else changed it meanwhile, both are shown before anything is lost.
import { Paper } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { change } from '../../api/client';
import { ApiError } from '../../api/error';
import type { Fields, RecordView } from '../../api/types';
import { typeOf, useLabels } from '../../ui/labels';
import { PageHead } from '../../ui/page-head';
import { Waiting } from '../../ui/states';
import { ChangedMeanwhile, inDispute, type Meanwhile } from './changed-meanwhile';
import { RecordForm } from './record-form';

/** What the form stands on: the record as it was read, and what was typed on top of it. News of the record do not move it. */
interface Base {
  record: RecordView;
  given: Fields;
  reason: string;
}

export function EditRecord({ record, onClose }: { record: RecordView; onClose: () => void }) {
  const { t } = useTranslation();
  const { schema } = useLabels();
  const client = useQueryClient();
  const [base, setBase] = useState<Base>({ record, given: {}, reason: '' });
  const [meanwhile, setMeanwhile] = useState<Meanwhile>();
  const type = typeOf(schema, record.type);
  if (!type) return <Waiting />;

  const close = (shown: RecordView) => {
    client.setQueryData(['record', record.id], shown);
    void client.invalidateQueries({ queryKey: ['record', record.id, 'history'] });
    void client.invalidateQueries({ queryKey: ['records', record.type] });
    onClose();
  };
  const save = async (fields: Fields, reason: string, version: string) => {
    try {
      close(await change<RecordView>('PATCH', `/record/${record.id}`, { fields, reason, if_version: version }));
    } catch (error) {
      const current =
        error instanceof ApiError && error.kind === 'conflict' ? (error.rest.current as RecordView | undefined) : undefined;
      if (!current) throw error;
      setMeanwhile({ current, mine: fields, reason });
    }
  };
  const takeTheirs = ({ current, mine, reason }: Meanwhile) => {
    const disputed = inDispute(base.record.fields, current.fields, mine);
    const rest = Object.fromEntries(Object.entries(mine).filter(([name]) => !disputed.includes(name)));
    setMeanwhile(undefined);
    if (Object.keys(rest).length === 0) return close(current);
    setBase({ record: current, given: rest, reason }); // what only I changed stays in the form
  };

  return (
    <>
      <PageHead title={t('record.editing', { title: record.title || t('record.untitled') })} />
      <Paper withBorder p="lg" className="panel" maw={800}>
        <RecordForm
          key={base.record.version}
          type={type}
          start={base.record.fields}
          given={base.given}
          givenReason={base.reason}
          fresh={false}
          onSave={(fields, reason) => save(fields, reason, base.record.version)}
          onCancel={onClose}
        />
      </Paper>
      {meanwhile ? (
        <ChangedMeanwhile
          type={type}
          before={base.record.fields}
          meanwhile={meanwhile}
          onBack={() => setMeanwhile(undefined)}
          onTheirs={() => takeTheirs(meanwhile)}
          onMine={() => save(meanwhile.mine, meanwhile.reason, meanwhile.current.version)}
        />
      ) : null}
    </>
  );
}
