// SPDX-License-Identifier: AGPL-3.0-or-later
// What an import did, or would do: numbers that add up, and every repair and refusal by its place in the source.
import { Alert, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconList, IconTool } from '@tabler/icons-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ImportNote, ReviewImport } from '../../api/reviews';
import { countInWords } from '../../ui/dates';
import { useLabels } from '../../ui/labels';
import { useTold } from '../../words/told';
import { reconciles } from './import-format';
import { listPath } from './parts';
import { PositionBar } from './position-bar';

export function ImportReport({ dry, report }: { dry: boolean; report: ReviewImport }) {
  const { t } = useTranslation();
  const { language } = useLabels();
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), [dry, report]);
  const number = (count: number): string => countInWords(count, language);
  return (
    <Paper withBorder p="lg" className="panel" component="section">
      <Stack gap="lg">
        <div>
          <Title order={2} size="h4" ref={head} tabIndex={-1} className="sign" style={{ outline: 'none' }}>
            {dry ? null : <IconCircleCheck size={22} aria-hidden color="var(--guvoh-good)" />}
            {t(dry ? 'bring.would' : 'bring.did')}
          </Title>
          <Text mt={4}>
            {t('bring.sum', {
              seen: number(report.seen),
              taken: number(report.taken),
              folded: number(report.folded),
              doubles: number(report.doubles),
              refused: number(report.refused.length),
            })}
          </Text>
          {reconciles(report) ? null : (
            <Alert color="brick" mt="xs">
              {t('bring.broken_sum')}
            </Alert>
          )}
        </div>
        {dry ? null : <Next report={report} />}
        <Records report={report} />
        <Positions report={report} dry={dry} />
        <Notes
          title={t('bring.refused', { count: report.refused.length })}
          notes={report.refused}
          icon={<IconAlertTriangle size={17} aria-hidden color="var(--guvoh-doubt)" />}
        />
        <Notes
          title={t('bring.repairs', { count: report.repairs.length })}
          notes={report.repairs}
          icon={<IconTool size={17} aria-hidden />}
        />
      </Stack>
    </Paper>
  );
}

/** Where to go on from here. */
function Next({ report }: { report: ReviewImport }) {
  const { t } = useTranslation();
  const { term, types } = useLabels();
  const states = Object.keys(report.positions).slice(0, 6);
  const list = report.document ? listPath(`document:is:${report.document}`) : '/records/Recommendation';
  return (
    <Group gap="xs">
      <Button component={Link} to={list} leftSection={<IconList size={16} aria-hidden />}>
        {types('Recommendation')}
      </Button>
      {states.map((code) => (
        <Button key={code} component={Link} to={`/states/${code}`} variant="default">
          {term('countries', code)}
        </Button>
      ))}
      {report.document ? (
        <Button component={Link} to={`/documents/${report.document}`} variant="default">
          {t('answers.see_document')}
        </Button>
      ) : null}
    </Group>
  );
}

function Records({ report }: { report: ReviewImport }) {
  const { t } = useTranslation();
  const { types, language } = useLabels();
  const names = Object.keys(report.records);
  if (names.length === 0) return null;
  return (
    <div className="wide" tabIndex={0} role="region" aria-label={t('bring.records')}>
      <table className="grid-table">
        <thead>
          <tr>
            <th scope="col">{t('bring.records')}</th>
            {['added', 'changed', 'already_there'].map((what) => (
              <th key={what} scope="col" className="cell">
                {t(`bring.${what}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {names.map((name) => {
            const counts = report.records[name] ?? { added: 0, changed: 0, already_there: 0 };
            return (
              <tr key={name}>
                <th scope="row">{types(name)}</th>
                {[counts.added, counts.changed, counts.already_there].map((count, at) => (
                  <td key={at} className="cell">
                    <span>{countInWords(count, language)}</span>
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Positions({ report, dry }: { report: ReviewImport; dry: boolean }) {
  const { t } = useTranslation();
  const { term } = useLabels();
  const states = Object.entries(report.positions);
  if (states.length === 0) return null;
  return (
    <section aria-label={t('bring.positions')}>
      <Title order={3} size="h5" mb="xs">
        {t('bring.positions')}
      </Title>
      <Stack gap="md">
        {states.map(([code, counts]) => (
          <div key={code}>
            <Text size="sm" fw={500} mb={4}>
              {term('countries', code)}
            </Text>
            <PositionBar
              counts={counts}
              {...(dry ? {} : { to: (position: string) => listPath(`state:is:${code}`, `position:is:${position}`) })}
            />
          </div>
        ))}
      </Stack>
    </section>
  );
}

function Notes({ title, notes, icon }: { title: string; notes: ImportNote[]; icon: ReactNode }) {
  const { t } = useTranslation();
  const told = useTold();
  if (notes.length === 0) return null;
  return (
    <section aria-label={title}>
      <Title order={3} size="h5" mb="xs" className="sign">
        {icon}
        {title}
      </Title>
      <div className="notes" tabIndex={0} role="region" aria-label={title}>
        <ul className="plain-list rows">
          {notes.map((one, at) => (
            <li key={at}>
              <Text size="sm">
                <strong>{one.where ? told(one.where) : t('bring.whole_file')}</strong> {told(one.what)}
              </Text>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
