// SPDX-License-Identifier: AGPL-3.0-or-later
// One record in full: facts, links, history, and any disagreement that waits for a decision.
import { Alert, Anchor, Button, Group, Paper, Tabs } from '@mantine/core';
import { IconGitBranch, IconPencil, IconPrinter, IconTrash } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { post } from '../../api/client';
import { useRecord } from '../../api/queries';
import type { RecordView } from '../../api/types';
import { useLabels } from '../../ui/labels';
import { PageHead } from '../../ui/page-head';
import { pathOf } from '../../ui/paths';
import { ReasonDialog } from '../../ui/reason';
import { Loaded, Waiting } from '../../ui/states';
import { Conflicts } from './conflicts';
import { EditRecord } from './edit-record';
import { Facts } from './facts';
import { HistoryTab } from './history-tab';
import { LinksTab } from './links-tab';

/** What answers a recommendation has a tab of its own, opened first. */
const Answers = lazy(() => import('../recommendations/answers'));

export default function RecordPage() {
  const { id = '' } = useParams();
  const record = useRecord(id);
  return <Loaded query={record}>{(data) => <Filled key={data.id} record={data} />}</Loaded>;
}

function Filled({ record }: { record: RecordView }) {
  const { t } = useTranslation();
  const answered = record.type === 'Recommendation';
  const { tab = answered ? 'answers' : 'facts' } = useParams();
  const { type, types, term } = useLabels();
  const go = useNavigate();
  const client = useQueryClient();
  const [editing, setEditing] = useState(false);
  const [destroying, setDestroying] = useState(false);
  const own = pathOf(record.type, record.id);
  const listPath = record.type === 'Document' ? '/library' : `/records/${record.type}`;
  if (editing) return <EditRecord record={record} onClose={() => setEditing(false)} />;
  const actions = (
    <>
      {own !== `/record/${record.id}` ? (
        <Button component={Link} to={own} variant="default">
          {t('panel.open')}
        </Button>
      ) : null}
      <Button variant="default" leftSection={<IconPrinter size={17} aria-hidden />} onClick={() => window.print()}>
        {t('do.print')}
      </Button>
      {record.may.expunge ? (
        <Button variant="default" leftSection={<IconTrash size={17} aria-hidden />} onClick={() => setDestroying(true)}>
          {t('expunge.action')}
        </Button>
      ) : null}
      {record.may.change ? (
        <Button leftSection={<IconPencil size={17} aria-hidden />} onClick={() => setEditing(true)}>
          {t('record.edit')}
        </Button>
      ) : null}
    </>
  );
  return (
    <>
      <PageHead
        title={answered ? nameOf(record, (code) => term('countries', code)) : record.title || t('record.untitled')}
        note={
          <Anchor component={Link} to={listPath} size="sm" title={types(record.type)}>
            {type(record.type)}
          </Anchor>
        }
        actions={actions}
      />
      {record.in_conflict ? (
        <Alert color="amber" icon={<IconGitBranch aria-hidden />} title={t('conflict.title')} mb="md">
          <Group justify="space-between">
            {t('conflict.note')}
            <Anchor component={Link} to={`/record/${record.id}/conflicts`} replace>
              {t('conflict.decide')}
            </Anchor>
          </Group>
        </Alert>
      ) : null}
      <Tabs
        value={tab}
        onChange={(next) => void go(`/record/${record.id}/${next ?? 'facts'}`, { replace: true })}
        keepMounted={false}
        maw={900}
      >
        <Tabs.List mb="md" className="no-print">
          {answered ? <Tabs.Tab value="answers">{t('answers.title')}</Tabs.Tab> : null}
          <Tabs.Tab value="facts">{t('record.facts')}</Tabs.Tab>
          <Tabs.Tab value="links">{t('links.title')}</Tabs.Tab>
          <Tabs.Tab value="history">{t('history.title')}</Tabs.Tab>
          {record.in_conflict ? <Tabs.Tab value="conflicts">{t('conflict.word')}</Tabs.Tab> : null}
        </Tabs.List>
        {answered ? (
          <Tabs.Panel value="answers">
            <Suspense fallback={<Waiting />}>
              <Answers record={record} />
            </Suspense>
          </Tabs.Panel>
        ) : null}
        {tab === 'answers' ? null : (
          <Paper withBorder p="lg" className="panel">
            <Tabs.Panel value="facts">
              <Facts record={record} />
            </Tabs.Panel>
            <Tabs.Panel value="links">
              <LinksTab id={record.id} />
            </Tabs.Panel>
            <Tabs.Panel value="history">
              <HistoryTab id={record.id} type={record.type} />
            </Tabs.Panel>
            <Tabs.Panel value="conflicts">
              <Conflicts record={record} />
            </Tabs.Panel>
          </Paper>
        )}
      </Tabs>
      {destroying ? (
        <ReasonDialog
          title={t('expunge.title')}
          note={t('expunge.note')}
          action={t('expunge.action')}
          danger
          onClose={() => setDestroying(false)}
          onGiven={async (reason) => {
            await post(`/record/${record.id}/expunge`, { reason });
            await go(listPath);
            await client.invalidateQueries();
          }}
        />
      ) : null}
    </>
  );
}

/** A recommendation's text is long, and stands below; its heading is its number and the State that is asked. */
function nameOf(record: RecordView, country: (code: string) => string): string {
  const { number, state } = record.fields;
  return [number, typeof state === 'string' ? country(state) : ''].filter((part) => typeof part === 'string' && part).join(' · ');
}
