// SPDX-License-Identifier: AGPL-3.0-or-later
// Demands that were accepted, and proposals of further ones: what seems to be asked again and again.
import { Anchor, Button, Group, Paper, Stack, Tabs, Text } from '@mantine/core';
import { IconTable } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { useRecordList } from '../../api/queries';
import { useProposals } from '../../api/reviews';
import { countInWords } from '../../ui/dates';
import { useLabels } from '../../ui/labels';
import { PageHead } from '../../ui/page-head';
import { Empty, Loaded } from '../../ui/states';
import { StateSelect } from './parts';
import { ProposalCard } from './proposal';
import { Refused } from './refused';
import { textOf } from './sides';
import './recommendations.css';

export default function Demands() {
  const { t } = useTranslation();
  const { tab = 'list' } = useParams();
  const [parameters, setParameters] = useSearchParams();
  const go = useNavigate();
  const state = parameters.get('state') ?? '';
  const tail = state ? `?state=${state}` : '';
  return (
    <>
      <PageHead
        title={t('demands.title')}
        note={t('demands.note')}
        actions={
          <Button component={Link} to="/records/Demand" variant="default" leftSection={<IconTable size={17} aria-hidden />}>
            {t('demands.as_table')}
          </Button>
        }
      />
      <Tabs
        value={tab}
        onChange={(next) => void go(next === 'proposals' ? `/demands/proposals${tail}` : `/demands${tail}`, { replace: true })}
        keepMounted={false}
        maw={980}
      >
        <Tabs.List mb="md" className="no-print">
          <Tabs.Tab value="list">{t('demands.list')}</Tabs.Tab>
          <Tabs.Tab value="proposals">{t('demands.proposals')}</Tabs.Tab>
        </Tabs.List>
        <Group mb="lg" className="no-print">
          <StateSelect
            label={t('demands.choose')}
            value={state}
            onChange={(code) => setParameters(code ? { state: code } : {}, { replace: true })}
            clearable
          />
        </Group>
        <Tabs.Panel value="list">
          <Accepted state={state} />
        </Tabs.Panel>
        <Tabs.Panel value="proposals">
          {state ? (
            <Proposals key={state} state={state} />
          ) : (
            <Empty title={t('demands.choose_first')} why={t('demands.choose_first_why')} />
          )}
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

function Accepted({ state }: { state: string }) {
  const { t } = useTranslation();
  const { term } = useLabels();
  const list = useRecordList('Demand', { where: state ? [`state:is:${state}`] : [], sort: 'title' });
  return (
    <Loaded query={list}>
      {(data) => {
        const rows = data.pages.flatMap((page) => page.rows);
        if (rows.length === 0) {
          return (
            <Empty
              title={t('demands.none')}
              why={t('demands.none_why')}
              action={
                <Button component={Link} to={`/demands/proposals${state ? `?state=${state}` : ''}`}>
                  {t('states.propose')}
                </Button>
              }
            />
          );
        }
        return (
          <Paper withBorder className="panel">
            <ul className="plain-list rows">
              {rows.map((row) => (
                <li key={row.id}>
                  <Anchor component={Link} to={`/demand/${row.id}`} fw={500}>
                    {row.title || t('record.untitled')}
                  </Anchor>
                  <Text size="sm" c="dimmed">
                    {[
                      ['countries', 'state'],
                      ['demand_statuses', 'status'],
                      ['treaties', 'treaty'],
                    ]
                      .map(([vocabulary, field]) => ({ vocabulary, code: textOf(row.fields[field ?? '']) }))
                      .filter((one) => one.code)
                      .map((one) => term(one.vocabulary, one.code))
                      .join(' · ')}
                  </Text>
                </li>
              ))}
            </ul>
            {list.hasNextPage ? (
              <Group p="sm">
                <Button variant="default" size="xs" onClick={() => void list.fetchNextPage()}>
                  {t('demands.more')}
                </Button>
              </Group>
            ) : null}
          </Paper>
        );
      }}
    </Loaded>
  );
}

const aPage = 10;

function Proposals({ state }: { state: string }) {
  const { t } = useTranslation();
  const { language } = useLabels();
  const found = useProposals(state);
  const [shown, setShown] = useState(aPage);
  return (
    <Loaded query={found} lines={10}>
      {({ proposals, refused }) =>
        proposals.length === 0 ? (
          <Stack gap="xl">
            <Empty title={t('demands.no_proposals')} why={t('demands.no_proposals_why')} />
            <Refused refused={refused} />
          </Stack>
        ) : (
          <Stack gap="md">
            <Text size="sm" c="dimmed" role="status">
              {t('demands.found', { count: proposals.length, number: countInWords(proposals.length, language) })}
            </Text>
            {proposals.slice(0, shown).map((one) => (
              <ProposalCard key={one.recommendations.join()} proposal={one} />
            ))}
            {proposals.length > shown ? (
              <div>
                <Button variant="default" onClick={() => setShown(shown + aPage)}>
                  {t('demands.more')}
                </Button>
              </div>
            ) : null}
            <Refused refused={refused} />
          </Stack>
        )
      }
    </Loaded>
  );
}
