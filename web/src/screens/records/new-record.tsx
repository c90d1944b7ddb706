// SPDX-License-Identifier: AGPL-3.0-or-later
import { Paper } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { post } from '../../api/client';
import type { Fields, RecordType, RecordView } from '../../api/types';
import { typeOf, useLabels } from '../../ui/labels';
import { PageHead } from '../../ui/page-head';
import { Refused, Waiting } from '../../ui/states';
import { ApiError } from '../../api/error';
import { RecordForm } from './record-form';

const nobody = new ApiError({ kind: 'not_found', message: 'error.not_found' });

/** Values that the address gives: `?recommendation=ID` fills that field; several of one name fill a list. */
export function givenIn(address: URLSearchParams, type: RecordType): Fields {
  const given: Fields = {};
  for (const field of type.fields) {
    const values = address.getAll(field.name).filter(Boolean);
    if (field.read_only || field.sealed || values.length === 0) continue;
    given[field.name] = field.many || field.kind === 'links' || field.kind === 'terms' ? values : (values[0] ?? null);
  }
  return given;
}

export default function NewRecord() {
  const { type: name = '' } = useParams();
  const [address] = useSearchParams();
  const { t } = useTranslation();
  const { schema, label } = useLabels();
  const go = useNavigate();
  const client = useQueryClient();
  const type = typeOf(schema, name);
  if (!schema) return <Waiting />;
  if (!type) return <Refused error={nobody} />;
  return (
    <>
      <PageHead title={t('record.new', { type: label(type.labels, type.name) })} />
      <Paper withBorder p="lg" className="panel" maw={800}>
        <RecordForm
          type={type}
          start={{}}
          given={givenIn(address, type)}
          fresh
          onCancel={() => void go(-1)}
          onSave={async (fields, reason, compartment) => {
            const made = await post<RecordView>(`/records/${type.name}`, { fields, compartment, reason });
            client.setQueryData(['record', made.id], made);
            void client.invalidateQueries({ queryKey: ['records', type.name] });
            await go(`/record/${made.id}`, { replace: true });
          }}
        />
      </Paper>
    </>
  );
}
