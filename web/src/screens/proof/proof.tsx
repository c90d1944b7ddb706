// SPDX-License-Identifier: AGPL-3.0-or-later
// In plain words: what is proven, since when, and how anyone can check it without us.
import { Alert, Button, Code, List, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { IconShieldCheck, IconShieldExclamation, IconShieldQuestion } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { post } from '../../api/client';
import { useLedger } from '../../api/queries';
import { useMay } from '../../api/session';
import type { Ledger } from '../../api/types';
import { countInWords, instantInWords } from '../../ui/dates';
import { useAttempt } from '../../ui/errors';
import { PageHead } from '../../ui/page-head';
import { Loaded } from '../../ui/states';
import { verdictOf } from './verdict';

export default function Proof() {
  const { t } = useTranslation();
  const ledger = useLedger();
  return (
    <>
      <PageHead
        title={t('desk.proof')}
        note={t('proof.note')}
        actions={<VerifyButton running={ledger.data?.verifying ?? false} />}
      />
      <Loaded query={ledger}>{(data) => <Filled ledger={data} />}</Loaded>
    </>
  );
}

function VerifyButton({ running }: { running: boolean }) {
  const { t } = useTranslation();
  const may = useMay('verify');
  const attempt = useAttempt();
  const client = useQueryClient();
  if (!may) return null;
  return (
    <Button
      leftSection={<IconShieldCheck size={17} aria-hidden />}
      loading={running}
      onClick={() =>
        void attempt(async () => {
          await post('/verify', { quick: false });
          await client.invalidateQueries({ queryKey: ['ledger'] });
        }, t('proof.begun'))
      }
    >
      {t('proof.check_now')}
    </Button>
  );
}

function Filled({ ledger }: { ledger: Ledger }) {
  const { t, i18n } = useTranslation();
  const verdict = verdictOf(ledger);
  const when = ledger.last_verified_at ? instantInWords(ledger.last_verified_at, i18n.language) : '';
  const colour = verdict === 'holds' ? 'ink' : verdict === 'broken' ? 'brick' : 'gray';
  const Icon = verdict === 'holds' ? IconShieldCheck : verdict === 'broken' ? IconShieldExclamation : IconShieldQuestion;
  const checkpoint =
    typeof ledger.checkpoint === 'string'
      ? ledger.checkpoint
      : ledger.checkpoint
        ? JSON.stringify(ledger.checkpoint, null, 2)
        : '';
  return (
    <Stack maw={820} gap="lg">
      <Alert
        color={colour}
        icon={<Icon aria-hidden />}
        title={verdict === 'holds' ? t('light.holds_when', { when }) : t(`light.${verdict}`)}
        role="status"
      >
        {t(`proof.says.${verdict}`)}
      </Alert>
      <SimpleGrid cols={{ base: 2 }}>
        <Number label={t('proof.entries_label')} value={countInWords(ledger.entries, i18n.language)} />
        <Number label={t('proof.documents_label')} value={countInWords(ledger.documents, i18n.language)} />
      </SimpleGrid>
      <section>
        <Title order={2} size="h4" mb="xs">
          {t('proof.means')}
        </Title>
        <List spacing="xs">
          {['chain', 'signed', 'bytes', 'who'].map((key) => (
            <List.Item key={key}>{t(`proof.meaning.${key}`)}</List.Item>
          ))}
        </List>
      </section>
      <section>
        <Title order={2} size="h4" mb="xs">
          {t('proof.not')}
        </Title>
        <Text>{t('proof.not_text')}</Text>
      </section>
      <section>
        <Title order={2} size="h4" mb="xs">
          {t('proof.without_us')}
        </Title>
        <Text mb="xs">{t('proof.without_us_text')}</Text>
        <Code block tabIndex={0}>
          {'guvoh bundle proof.bundle\nguvoh verify proof.bundle'}
        </Code>
      </section>
      {checkpoint ? (
        <section>
          <Title order={2} size="h4" mb="xs">
            {t('proof.checkpoint')}
          </Title>
          <Text mb="xs">{t('proof.checkpoint_text')}</Text>
          <Code block tabIndex={0}>
            {checkpoint}
          </Code>
        </section>
      ) : null}
    </Stack>
  );
}

function Number({ label, value }: { label: string; value: string }) {
  return (
    <Paper withBorder p="md" className="panel">
      <Text size="xl" fw={600}>
        {value}
      </Text>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
    </Paper>
  );
}
