// SPDX-License-Identifier: AGPL-3.0-or-later
// A table comes in two steps: first tried without changing anything, then, having seen what would happen, for good.
import { Alert, Button, FileInput, Group, List, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sendFile } from '../../api/client';
import { useSession } from '../../api/session';
import type { ImportReport, RecordType } from '../../api/types';
import { useCompartmentName } from '../../ui/compartment-name';
import { useAttempt } from '../../ui/errors';
import { useLabels } from '../../ui/labels';
import { useTold } from '../../words/told';

export function ImportDialog({ type, onClose }: { type: RecordType; onClose: () => void }) {
  const { t } = useTranslation();
  const { label } = useLabels();
  const { compartments } = useSession();
  const name = useCompartmentName();
  const attempt = useAttempt();
  const client = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [compartment, setCompartment] = useState(compartments[0]?.id ?? 'general');
  const [reason, setReason] = useState('');
  const [report, setReport] = useState<{ dry: boolean; is: ImportReport }>();
  const [busy, setBusy] = useState(false);

  const run = async (dry: boolean) => {
    if (!file) return;
    setBusy(true);
    await attempt(async () => {
      const format = file.name.toLowerCase().endsWith('.xlsx') ? 'xlsx' : 'csv';
      const query = { format, dry_run: dry ? 1 : 0, compartment, reason: reason || t('import.reason', { file: file.name }) };
      setReport({ dry, is: await sendFile<ImportReport>(`/records/${type.name}/import`, file, query) });
      if (!dry) await client.invalidateQueries({ queryKey: ['records', type.name] });
    });
    setBusy(false);
  };

  return (
    <Modal opened onClose={onClose} title={t('import.title')} size="lg" closeButtonProps={{ 'aria-label': t('do.close') }}>
      <Stack>
        <Text size="sm">{t('import.how', { what: label(type.plural, type.name) })}</Text>
        <FileInput
          label={t('import.file')}
          accept=".csv,.xlsx"
          value={file}
          onChange={(next) => {
            setFile(next);
            setReport(undefined);
          }}
          placeholder={t('import.choose')}
          required
          clearable
          clearButtonProps={{ 'aria-label': t('do.clear') }}
        />
        <Select
          label={t('upload.compartment')}
          data={compartments.map((one) => ({ value: one.id, label: name(one.id) }))}
          value={compartment}
          onChange={(value) => value && setCompartment(value)}
          allowDeselect={false}
        />
        <TextInput
          label={t('reason.label')}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          placeholder={t('import.reason', { file: '…' })}
        />
        {report ? <Report dry={report.dry} report={report.is} /> : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={() => void run(true)} disabled={!file} loading={busy}>
            {t('import.try')}
          </Button>
          <Button onClick={() => void run(false)} disabled={!file || !report?.dry || busy}>
            {t('import.go')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function Report({ dry, report }: { dry: boolean; report: ImportReport }) {
  const { t } = useTranslation();
  const told = useTold();
  return (
    <Alert color={report.refused.length > 0 ? 'amber' : 'ink'} title={t(dry ? 'import.would' : 'import.did')} role="status">
      <Text size="sm">
        {t('import.sum', {
          seen: report.seen,
          added: report.added,
          changed: report.changed,
          there: report.already_there,
          refused: report.refused.length,
        })}
      </Text>
      {report.refused.length > 0 ? (
        <List size="sm" mt="xs">
          {report.refused.slice(0, 20).map((one, at) => (
            <List.Item key={at}>
              {t('import.row', { row: one.row })} {one.field ? `· ${one.field}` : ''} · {told(one.reason)}
            </List.Item>
          ))}
        </List>
      ) : null}
    </Alert>
  );
}
