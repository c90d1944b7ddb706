// SPDX-License-Identifier: AGPL-3.0-or-later
// Every record of one kind: words, facets, order, a table of any length, and the chosen record beside it.
import { Alert, Button, Group, Text, TextInput } from '@mantine/core';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useRecordList } from '../../api/queries';
import { useMay } from '../../api/session';
import { ApiError } from '../../api/error';
import type { RecordType } from '../../api/types';
import { countInWords } from '../../ui/dates';
import { FacetPanel } from '../../ui/facets';
import { typeOf, useLabels } from '../../ui/labels';
import { useListUrl } from '../../ui/list-url';
import { PageHead } from '../../ui/page-head';
import { Empty, Refused, Waiting } from '../../ui/states';
import { ListTools } from './list-tools';
import { RecordTable } from './record-table';
import { SidePanel } from './side-panel';

const nobody = new ApiError({ kind: 'not_found', message: 'error.not_found' });

export default function RecordList() {
  const { type: name = '' } = useParams();
  const { schema } = useLabels();
  const type = typeOf(schema, name);
  if (!schema) return <Waiting lines={10} />;
  if (!type) return <Refused error={nobody} />;
  return <TypedList key={type.name} type={type} />;
}

function TypedList({ type }: { type: RecordType }) {
  const { t } = useTranslation();
  const { label, language } = useLabels();
  const mayWrite = useMay('write');
  const [url, change] = useListUrl();
  const list = useRecordList(type.name, { q: url.q, where: url.where, sort: url.sort, facets: type.facets.join(',') });
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  const first = list.data?.pages[0];
  const plural = label(type.plural, type.name);
  const filtered = url.q !== '' || url.where.length > 0;
  const add = mayWrite ? (
    <Button component={Link} to={`/records/${type.name}/new`} leftSection={<IconPlus size={17} aria-hidden />}>
      {t('record.new', { type: label(type.labels, type.name) })}
    </Button>
  ) : undefined;
  return (
    <>
      <PageHead
        title={plural}
        note={first ? t('list.count', { count: first.total, number: countInWords(first.total, language) }) : '\u00a0'}
        actions={
          <>
            <ListTools type={type} url={url} change={change} />
            {add}
          </>
        }
      />
      <WordsBox q={url.q} onWords={(q) => change({ q }, true)} label={t('list.words', { what: plural })} />
      <div className="desk">
        <FacetPanel type={type} facets={first?.facets} where={url.where} onWhere={(where) => change({ where })} />
        <div className="middle">
          {list.error && !list.data ? <Refused error={list.error} retry={() => void list.refetch()} /> : null}
          {list.error && list.data ? <Alert color="amber">{t('list.stopped')}</Alert> : null}
          {!list.data && !list.error ? <Waiting lines={12} /> : null}
          {list.data && rows.length === 0 ? (
            <Empty
              title={filtered ? t('list.none_fit') : t('list.empty', { what: plural })}
              why={filtered ? t('list.none_fit_why') : t('list.empty_why')}
              action={
                filtered ? (
                  <Button variant="default" onClick={() => change({ q: '', where: [] })}>
                    {t('list.show_all')}
                  </Button>
                ) : (
                  add
                )
              }
            />
          ) : null}
          {rows.length > 0 ? (
            <RecordTable
              type={type}
              rows={rows}
              total={first?.total ?? rows.length}
              url={url}
              change={change}
              onEnd={() => {
                if (list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage();
              }}
            />
          ) : null}
        </div>
        {url.open ? <SidePanel id={url.open} onClose={() => change({ open: '' }, true)} /> : null}
      </div>
    </>
  );
}

function WordsBox({ q, onWords, label }: { q: string; onWords: (q: string) => void; label: string }) {
  const [text, setText] = useState(q);
  const send = useDebouncedCallback(onWords, 250);
  useEffect(() => setText(q), [q]);
  return (
    <Group mb="md" className="no-print">
      <TextInput
        type="search"
        aria-label={label}
        placeholder={label}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={text}
        w="min(520px, 100%)"
        onChange={(event) => {
          setText(event.currentTarget.value);
          send(event.currentTarget.value.trim());
        }}
      />
      <Text className="unseen" role="status">
        {q}
      </Text>
    </Group>
  );
}
