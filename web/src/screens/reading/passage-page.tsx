// SPDX-License-Identifier: AGPL-3.0-or-later
// One quotation: its words in their surroundings, where they stand, and everything needed to check it.
import { Anchor, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { IconBook, IconCopy, IconPrinter } from '@tabler/icons-react';
import { useClipboard } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { usePassage } from '../../api/queries';
import type { Passage } from '../../api/types';
import { PageHead } from '../../ui/page-head';
import { Loaded } from '../../ui/states';
import { Fact } from './custody';

export default function PassagePage() {
  const { id = '' } = useParams();
  const passage = usePassage(id);
  return <Loaded query={passage}>{(data) => <Filled passage={data} />}</Loaded>;
}

function Filled({ passage }: { passage: Passage }) {
  const { t } = useTranslation();
  const clipboard = useClipboard();
  const where = `${passage.file_name}, ${t('library.page', { page: passage.page })}`;
  return (
    <>
      <PageHead
        title={t('passage.heading')}
        note={where}
        actions={
          <>
            <Button
              variant="default"
              leftSection={<IconCopy size={17} aria-hidden />}
              onClick={() => clipboard.copy(`“${passage.text}” — ${where}, SHA-256 ${passage.document_sha256}`)}
            >
              {t(clipboard.copied ? 'do.copied' : 'passage.copy')}
            </Button>
            <Button variant="default" leftSection={<IconPrinter size={17} aria-hidden />} onClick={() => window.print()}>
              {t('do.print')}
            </Button>
            <Button
              component={Link}
              to={`/documents/${passage.document}?page=${passage.page}`}
              leftSection={<IconBook size={17} aria-hidden />}
            >
              {t('passage.in_place')}
            </Button>
          </>
        }
      />
      <Stack maw={820} gap="lg">
        <Paper withBorder p="lg" className="panel" component="blockquote" m={0}>
          <Text className="serif" size="lg" dir="auto">
            <Text span c="dimmed" inherit>
              {passage.before}
            </Text>
            <mark>{passage.text}</mark>
            <Text span c="dimmed" inherit>
              {passage.after}
            </Text>
          </Text>
        </Paper>
        {passage.note ? (
          <section>
            <Text size="sm" c="dimmed">
              {t('passage.supports')}
            </Text>
            <Text>{passage.note}</Text>
          </section>
        ) : null}
        <dl className="facts">
          <Fact label={t('custody.file')}>
            <Anchor component={Link} to={`/documents/${passage.document}?page=${passage.page}`}>
              {where}
            </Anchor>
          </Fact>
          <Fact label={t('custody.hash')}>
            <span className="mono">{passage.document_sha256}</span>
          </Fact>
          <Fact label={t('passage.anchor')}>
            <span className="mono">{passage.anchor}</span>
          </Fact>
          <Fact label={t('passage.id')}>
            <span className="mono">{passage.id}</span>
          </Fact>
        </dl>
        <Group>
          <Anchor component={Link} to={`/record/${passage.id}/history`} size="sm">
            {t('history.title')}
          </Anchor>
        </Group>
      </Stack>
    </>
  );
}
