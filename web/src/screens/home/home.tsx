// SPDX-License-Identifier: AGPL-3.0-or-later
// What is here and what changed, in the order of time. No dashboard of vanity.
import { Anchor, Button, Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useHome } from '../../api/queries';
import { useSession } from '../../api/session';
import type { HomeView } from '../../api/types';
import { countInWords } from '../../ui/dates';
import { useLabels } from '../../ui/labels';
import { PageHead } from '../../ui/page-head';
import { pathOf } from '../../ui/paths';
import { Empty, Loaded } from '../../ui/states';
import { useMemberName } from '../../ui/member-name';
import { When } from '../../ui/when';
import { LedgerLine } from '../proof/ledger-line';
import { AddDocuments } from '../library/add-documents';

export default function Home() {
  const { t } = useTranslation();
  const session = useSession();
  const home = useHome();
  return (
    <>
      <PageHead title={t('desk.home')} note={session.workspace_name} />
      <Loaded query={home}>{(data) => <Filled home={data} />}</Loaded>
    </>
  );
}

function Filled({ home }: { home: HomeView }) {
  const { t } = useTranslation();
  const total = Object.values(home.counts).reduce((sum, one) => sum + one, 0);
  if (total === 0 && home.recent.length === 0) {
    return <Empty title={t('home.empty')} why={t('home.empty_why')} action={<AddDocuments />} />;
  }
  return (
    <Stack gap="xl" maw={980}>
      <Counts counts={home.counts} />
      <section aria-labelledby="recent">
        <Title order={2} size="h4" mb="xs" id="recent">
          {t('home.recent')}
        </Title>
        {home.recent.length === 0 ? <Text c="dimmed">{t('home.quiet')}</Text> : <Recent recent={home.recent} />}
      </section>
      <section aria-labelledby="proven">
        <Title order={2} size="h4" mb="xs" id="proven">
          {t('home.proof')}
        </Title>
        <LedgerLine ledger={home.ledger} />
      </section>
    </Stack>
  );
}

function Counts({ counts }: { counts: Record<string, number> }) {
  const { schema, types, language } = useLabels();
  const names = schema?.types.map((type) => type.name).filter((name) => (counts[name] ?? 0) > 0) ?? [];
  if (names.length === 0) return null;
  return (
    <SimpleGrid cols={{ base: 2, xs: 3, md: 5 }} spacing="sm">
      {names.map((name) => (
        <Paper
          key={name}
          withBorder
          p="md"
          className="panel count"
          component={Link}
          to={name === 'Document' ? '/library' : `/records/${name}`}
        >
          <Text size="xl" fw={600} lh={1.1}>
            {countInWords(counts[name] ?? 0, language)}
          </Text>
          <Text size="sm" c="dimmed">
            {types(name)}
          </Text>
        </Paper>
      ))}
    </SimpleGrid>
  );
}

function Recent({ recent }: { recent: HomeView['recent'] }) {
  const { t } = useTranslation();
  const { type } = useLabels();
  const name = useMemberName();
  return (
    <Paper withBorder className="panel">
      <ul className="plain-list rows">
        {recent.map((one, at) => (
          <li key={`${one.id}-${at}`}>
            <Group justify="space-between" gap="xs" wrap="nowrap">
              <div style={{ minWidth: 0 }}>
                <Anchor component={Link} to={pathOf(one.type, one.id)} fw={500}>
                  {one.title || t('record.untitled')}
                </Anchor>
                <Text size="sm" c="dimmed">
                  {type(one.type)} · {name(one.member)}
                </Text>
              </div>
              <span style={{ flexShrink: 0 }}>
                <When at={one.at} />
              </span>
            </Group>
          </li>
        ))}
      </ul>
      <Group p="sm" className="no-print">
        <Button component={Link} to="/library" variant="default" size="xs">
          {t('home.to_library')}
        </Button>
      </Group>
    </Paper>
  );
}
