// SPDX-License-Identifier: AGPL-3.0-or-later
// Recommendations come in two steps: first it is said what would be done, down to each repair and refusal; then it is done.
import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { importReviews, type ReviewImport } from '../../api/reviews';
import { useMay, useSession } from '../../api/session';
import { ApiError } from '../../api/error';
import { useAttempt } from '../../ui/errors';
import { PageHead } from '../../ui/page-head';
import { Refused } from '../../ui/states';
import { ImportForm, type Choice } from './import-form';
import { documentFormats } from './import-format';
import { ImportReport } from './import-report';
import { MapTable, mayImport } from './map-table';
import { preserve } from './preserve';
import { useTableLook } from './table-look';
import './recommendations.css';

const nobody = new ApiError({ kind: 'not_found', message: 'error.not_found' });

export default function ImportScreen() {
  const { t } = useTranslation();
  const may = useMay('import');
  if (!may) return <Refused error={nobody} />;
  return (
    <>
      <PageHead title={t('bring.title')} note={t('bring.note')} />
      <Steps />
    </>
  );
}

function Steps() {
  const { t } = useTranslation();
  const attempt = useAttempt();
  const client = useQueryClient();
  const { compartments } = useSession();
  const mayIngest = useMay('ingest');
  const [choice, setChoice] = useState<Choice>({ file: null, document: '', format: '', state: '', cycle: '', compartment: compartments[0]?.id ?? 'general' }); // prettier-ignore
  const [step, setStep] = useState<'' | 'sending' | 'trying' | 'importing'>('');
  const [report, setReport] = useState<{ dry: boolean; is: ReviewImport }>();
  const [type, setType] = useState('Recommendation');
  const isTable = choice.format === 'table';
  const looking = useTableLook(isTable ? choice.file : null, type, choice.compartment);
  const kept = useRef<{ file: File; id: string }>(undefined);
  const ready =
    choice.format !== '' &&
    (!isTable || mayImport(looking)) &&
    (choice.document !== '' || (choice.file !== null && (mayIngest || !needsDocument(choice))));

  const run = async (dry: boolean) => {
    await attempt(async () => {
      let document = choice.document;
      if (document === '' && choice.file && needsDocument(choice)) {
        setStep('sending');
        if (kept.current?.file !== choice.file) {
          kept.current = { file: choice.file, id: await preserve(choice.file, choice.compartment) };
        }
        document = kept.current.id;
      }
      setStep(dry ? 'trying' : 'importing');
      const name = choice.file?.name ?? '';
      const request = {
        format: choice.format,
        document,
        name: document ? '' : name,
        state: isTable ? '' : choice.state,
        cycle: isTable ? '' : choice.cycle,
        type: isTable ? type : '',
        mapping: isTable && looking.mapping ? JSON.stringify(looking.mapping) : '',
        compartment: choice.compartment,
        reason: name ? t('import.reason', { file: name }) : t('bring.reason'),
      };
      const body = document || !choice.file ? new Blob() : choice.file;
      setReport({ dry, is: await importReviews(body, request, dry) });
      if (!dry) await client.invalidateQueries();
    });
    setStep('');
  };

  return (
    <Stack gap="lg" maw={900}>
      <Paper withBorder p="lg" className="panel">
        <ImportForm
          choice={choice}
          mayIngest={mayIngest}
          onChange={(part) => {
            setChoice((old) => ({ ...old, ...part }));
            setReport(undefined);
          }}
        />
        {isTable && choice.file ? (
          <MapTable
            looking={{
              ...looking,
              change: (next) => {
                setReport(undefined);
                looking.change(next);
              },
            }}
            type={type}
            onType={(next) => {
              setReport(undefined);
              setType(next);
            }}
          />
        ) : null}
        {choice.file && needsDocument(choice) ? (
          <Text size="sm" c="dimmed" mt="md">
            {t('bring.kept')}
          </Text>
        ) : null}
        <Group mt="lg" gap="sm">
          <Button
            variant={report ? 'default' : 'filled'}
            onClick={() => void run(true)}
            disabled={!ready}
            loading={step === 'sending' || step === 'trying'}
          >
            {t('bring.try')}
          </Button>
          {report?.dry ? (
            <Button
              onClick={() => void run(false)}
              disabled={report.is.taken === 0 || step !== ''}
              loading={step === 'importing'}
            >
              {t('bring.go')}
            </Button>
          ) : null}
          <Text size="sm" c="dimmed" role="status">
            {step ? t(`bring.step.${step}`) : ''}
          </Text>
        </Group>
      </Paper>
      {report ? <ImportReport dry={report.dry} report={report.is} /> : null}
    </Stack>
  );
}

const needsDocument = (choice: Choice): boolean => documentFormats.includes(choice.format);
