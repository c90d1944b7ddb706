// SPDX-License-Identifier: AGPL-3.0-or-later
// Without words to look for the library shows what came in last.
import { Anchor, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { IconBooks } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { useRecordList } from '../../api/queries';
import type { RecordRow } from '../../api/types';
import { countInWords } from '../../ui/dates';
import { useLabels } from '../../ui/labels';
import { languageName } from '../../ui/names';
import { Empty, Refused, Waiting } from '../../ui/states';
import { When } from '../../ui/when';
import { AddDocuments } from './add-documents';

interface Props {
  list: ReturnType<typeof useRecordList>;
  filtered: boolean;
  first: boolean;
}

export function DocumentRows({ list, filtered, first }: Props) {
  const { t, i18n } = useTranslation();
  const { data, error } = list;
  if (error && !data) return <Refused error={error} retry={() => void list.refetch()} />;
  if (!data) return <Waiting lines={10} />;
  const rows = data.pages.flatMap((page) => page.rows);
  const icon = <IconBooks size={36} stroke={1.3} aria-hidden />;
  if (rows.length === 0) {
    return filtered ? (
      <Empty title={t('list.none_fit')} why={t('list.none_fit_why')} />
    ) : (
      <Empty
        icon={icon}
        title={t(first ? 'library.first' : 'library.empty')}
        why={t('library.empty_why')}
        action={<AddDocuments />}
      />
    );
  }
  const total = data.pages[0]?.total ?? rows.length;
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {t('library.documents', { count: total, number: countInWords(total, i18n.language) })}
      </Text>
      <Paper withBorder className="panel">
        <ul className="plain-list rows">
          {rows.map((row) => (
            <OneDocument key={row.id} row={row} />
          ))}
        </ul>
      </Paper>
      {list.hasNextPage ? (
        <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('library.more')}
        </Button>
      ) : null}
    </Stack>
  );
}

function OneDocument({ row }: { row: RecordRow }) {
  const { t, i18n } = useTranslation();
  const { term } = useLabels();
  const pages = row.fields.page_count;
  const languages = row.fields.languages;
  const facts = [
    typeof row.fields.kind === 'string' ? term('document_kinds', row.fields.kind) : '',
    typeof pages === 'number' && pages > 0 ? t('tray.pages', { count: pages }) : '',
    Array.isArray(languages) ? languages.map((one) => languageName(String(one), i18n.language)).join(', ') : '',
  ].filter(Boolean);
  return (
    <li>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <div style={{ minWidth: 0 }}>
          <Anchor component={Link} to={`/documents/${row.id}`} fw={500}>
            {row.title || String(row.fields.file_name ?? '') || t('record.untitled')}
          </Anchor>
          <Text size="sm" c="dimmed">
            {facts.join(' · ')}
          </Text>
        </div>
        <span style={{ flexShrink: 0 }}>
          <When at={row.updated_at} />
        </span>
      </Group>
    </li>
  );
}
