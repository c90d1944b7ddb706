// SPDX-License-Identifier: AGPL-3.0-or-later
// Search on top, facets left with counts, passages in the middle with the words marked and the page named.
import { Button, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRecordList, useSearch } from '../../api/queries';
import { FacetPanel } from '../../ui/facets';
import { typeOf, useLabels } from '../../ui/labels';
import { useListUrl } from '../../ui/list-url';
import { PageHead } from '../../ui/page-head';
import { AddDocuments } from './add-documents';
import { DocumentRows } from './document-rows';
import { Hits } from './hits';

export default function Library() {
  const { t } = useTranslation();
  const { schema } = useLabels();
  const type = typeOf(schema, 'Document');
  const [url, change, parameters] = useListUrl();
  const exact = parameters.get('exact') === '1';
  const facetNames = type?.facets.join(',');
  const search = useSearch({ q: url.q, where: url.where, exact, facets: facetNames ?? '' });
  const list = useRecordList('Document', { where: url.where, facets: facetNames ?? '' }, url.q === '');
  const facets = url.q ? search.data?.pages[0]?.facets : list.data?.pages[0]?.facets;
  return (
    <>
      <PageHead title={t('desk.library')} note={t('library.note')} actions={<AddDocuments />} />
      <SearchBox q={url.q} onSearch={(q) => change({ q })} />
      <div className="desk">
        <FacetPanel type={type} facets={facets} where={url.where} onWhere={(where) => change({ where })} />
        <div className="middle">
          {url.q ? (
            <Hits search={search} q={url.q} />
          ) : (
            <DocumentRows list={list} filtered={url.where.length > 0} first={parameters.has('first')} />
          )}
        </div>
      </div>
    </>
  );
}

function SearchBox({ q, onSearch }: { q: string; onSearch: (q: string) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState(q);
  const [, change, parameters] = useListUrl();
  useEffect(() => setText(q), [q]);
  return (
    <Stack gap={6} mb="lg" className="no-print">
      <form
        role="search"
        aria-label={t('library.search')}
        onSubmit={(event) => {
          event.preventDefault();
          onSearch(text.trim());
        }}
      >
        <Group gap="xs" wrap="nowrap" align="flex-end">
          <TextInput
            type="search"
            size="md"
            flex={1}
            maw={760}
            aria-label={t('library.search')}
            placeholder={t('library.placeholder')}
            leftSection={<IconSearch size={18} aria-hidden />}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            autoFocus
          />
          <Button type="submit" size="md">
            {t('do.find')}
          </Button>
        </Group>
      </form>
      <Group gap="lg">
        <Text size="sm" c="dimmed">
          {t('library.how')}
        </Text>
        <Checkbox
          size="sm"
          label={t('library.exact')}
          checked={parameters.get('exact') === '1'}
          onChange={(event) => change({ exact: event.currentTarget.checked })}
        />
      </Group>
    </Stack>
  );
}
