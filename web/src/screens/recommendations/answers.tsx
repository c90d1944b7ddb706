// SPDX-License-Identifier: AGPL-3.0-or-later
// A recommendation and all that answers it: what the State said, what it plans, what it claims, what independent eyes found.
import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useNaming } from '../../api/reviews';
import { useMay } from '../../api/session';
import type { RecordView } from '../../api/types';
import { useLabels } from '../../ui/labels';
import { Loaded } from '../../ui/states';
import { Assessments } from './assessments';
import { Disagree } from './marks';
import { Measures } from './measures';
import { Said } from './said';
import { SeemsAbout } from './seems';
import { assessmentOf, measureOf, numberOf, sidesOf, textOf } from './sides';
import { Source } from './source';

export const today = (): string => new Date().toISOString().slice(0, 10);

export default function Answers({ record }: { record: RecordView }) {
  const { t } = useTranslation();
  const { field } = useLabels();
  const positions = useNaming('Position', 'recommendation', record.id, 'stated_on');
  const measures = useNaming('Measure', 'recommendations', record.id, 'due_on');
  const concern = textOf(record.fields.concern);
  return (
    <Stack gap="lg">
      <Paper withBorder p="lg" className="panel">
        <Source record={record}>
          {concern ? (
            <Text size="sm" mb="xs">
              <Text span c="dimmed" inherit>
                {field('Recommendation', 'concern')}:
              </Text>{' '}
              {concern}
            </Text>
          ) : null}
          <SeemsAbout record={record} />
        </Source>
      </Paper>
      <div className="sides">
        <Part title={t('answers.positions')}>
          <Loaded query={positions} lines={3}>
            {(rows) => (
              <Said
                positions={rows.map(({ fields }) => ({
                  position: textOf(fields.position),
                  stage: textOf(fields.stage),
                  stated_on: textOf(fields.stated_on),
                  document: textOf(fields.document),
                  page: numberOf(fields.page),
                  reasons: textOf(fields.reasons),
                }))}
              />
            )}
          </Loaded>
        </Part>
        <Part
          title={t('answers.plan')}
          action={<Add type="Measure" field="recommendations" record={record} label={t('answers.add_measure')} />}
        >
          <Loaded query={measures} lines={3}>
            {(rows) => <Measures measures={rows.map((row) => measureOf(row, today()))} />}
          </Loaded>
        </Part>
      </div>
      <Findings record={record} />
    </Stack>
  );
}

function Findings({ record }: { record: RecordView }) {
  const { t } = useTranslation();
  const { schema } = useLabels();
  const assessments = useNaming('Assessment', 'recommendation', record.id, '-assessed_on');
  return (
    <Part
      title={t('answers.kept')}
      action={<Add type="Assessment" field="recommendation" record={record} label={t('answers.add_assessment')} />}
    >
      <Loaded query={assessments} lines={3}>
        {(rows) => {
          const sides = sidesOf(rows.map((row) => assessmentOf(row, schema)));
          return (
            <Stack gap="sm">
              {sides.disagree ? (
                <Group gap="xs">
                  <Disagree />
                  <Text size="sm" c="dimmed">
                    {t('answers.disagree_why')}
                  </Text>
                </Group>
              ) : null}
              <div className="sides">
                <section>
                  <h3 className="side-title">{t('answers.by_state')}</h3>
                  <Assessments assessments={sides.state} nobody={t('answers.state_silent')} />
                </section>
                <section>
                  <h3 className="side-title">{t('answers.by_others')}</h3>
                  <Assessments assessments={sides.others} nobody={t('answers.others_silent')} />
                </section>
              </div>
            </Stack>
          );
        }}
      </Loaded>
    </Part>
  );
}

function Part({ title, action, children }: { title: string; action?: ReactNode; children: ReactNode }) {
  return (
    <Paper withBorder p="lg" className="panel" component="section">
      <Group justify="space-between" mb="sm" gap="xs">
        <Title order={2} size="h5">
          {title}
        </Title>
        {action}
      </Group>
      {children}
    </Paper>
  );
}

/** A new record that names this one already, in the form that every record has. */
function Add({ type, field, record, label }: { type: string; field: string; record: RecordView; label: string }) {
  const may = useMay('write');
  if (!may) return null;
  const given = new URLSearchParams({ [field]: record.id, state: textOf(record.fields.state) });
  return (
    <Button
      component={Link}
      to={`/records/${type}/new?${given.toString()}`}
      size="xs"
      variant="default"
      leftSection={<IconPlus size={15} aria-hidden />}
      className="no-print"
    >
      {label}
    </Button>
  );
}
