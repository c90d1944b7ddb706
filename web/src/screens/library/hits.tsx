// SPDX-License-Identifier: AGPL-3.0-or-later
import { Anchor, Badge, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { useSearch } from '../../api/queries';
import type { Hit } from '../../api/types';
import { countInWords } from '../../ui/dates';
import { Marks } from '../../ui/marks';
import { languageName } from '../../ui/names';
import { Empty, Refused, Waiting } from '../../ui/states';

export function Hits({ search, q }: { search: ReturnType<typeof useSearch>; q: string }) {
  const { t, i18n } = useTranslation();
  const { data, error } = search;
  if (error && !data) return <Refused error={error} retry={() => void search.refetch()} />;
  if (!data) return <Waiting lines={10} />;
  const hits = data.pages.flatMap((page) => page.hits);
  const first = data.pages[0];
  if (hits.length === 0) return <Empty title={t('library.nothing', { words: q })} why={t('library.nothing_why')} />;
  const count = first?.total ?? hits.length;
  return (
    <Stack gap="sm" aria-busy={search.isPlaceholderData}>
      <Text size="sm" c="dimmed" role="status">
        {t(first?.total_is_exact === false ? 'library.found_about' : 'library.found', {
          count,
          number: countInWords(count, i18n.language),
        })}
      </Text>
      <ol className="plain-list hits">
        {hits.map((hit, at) => (
          <li key={`${hit.document}-${hit.page}-${hit.begin}-${at}`}>
            <OneHit hit={hit} q={q} />
          </li>
        ))}
      </ol>
      {search.hasNextPage ? (
        <Button variant="default" loading={search.isFetchingNextPage} onClick={() => void search.fetchNextPage()}>
          {t('library.more')}
        </Button>
      ) : null}
    </Stack>
  );
}

/** Only these have pages that people know; what else there is, is one long page to the program. */
const hasPages = (kind: string) => kind === 'pdf' || kind === 'image';

function OneHit({ hit, q }: { hit: Hit; q: string }) {
  const { t, i18n } = useTranslation();
  const to = `/documents/${hit.document}?page=${hit.page}&at=${hit.begin}-${hit.end}&q=${encodeURIComponent(q)}`;
  return (
    <Paper withBorder p="md" className="panel" component="article">
      <Group justify="space-between" gap="xs" mb={4}>
        <Anchor component={Link} to={to} fw={500} className="hit-link">
          <bdi>{hit.file_name}</bdi>
          {hasPages(hit.kind) && (
            <Text span c="dimmed">
              {' '}
              · {t('library.page', { page: hit.page })}
            </Text>
          )}
        </Anchor>
        <Badge variant="light" color="gray">
          {languageName(hit.language, i18n.language)}
        </Badge>
      </Group>
      <Text className="serif" lang={hit.language} dir="auto">
        <Marks text={hit.snippet} marks={hit.marks} />
      </Text>
    </Paper>
  );
}
