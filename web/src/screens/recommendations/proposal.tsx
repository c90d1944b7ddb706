// SPDX-License-Identifier: AGPL-3.0-or-later
// A group that is proposed: its members with the words that tie them, to be ticked, named and accepted by a person.
import { Anchor, Badge, Button, Checkbox, Group, Paper, Stack, Text, TextInput } from '@mantine/core';
import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { get, post } from '../../api/client';
import type { Proposal } from '../../api/reviews';
import { useMay } from '../../api/session';
import type { RecordView } from '../../api/types';
import { useLabels } from '../../ui/labels';
import { ReasonDialog } from '../../ui/reason';
import { PositionMark } from './marks';
import { Asked, useCivilDate } from './parts';
import { numberOf, textOf, textsOf } from './sides';
import { stemPieces, wordsOf } from './stems';

export function ProposalCard({ proposal }: { proposal: Proposal }) {
  const { t } = useTranslation();
  const { term } = useLabels();
  const go = useNavigate();
  const client = useQueryClient();
  const mayWrite = useMay('write');
  const [title, setTitle] = useState(proposal.title);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [asking, setAsking] = useState(false);
  const [refusing, setRefusing] = useState(false);
  const members = useQueries({
    queries: proposal.recommendations.map((id) => ({
      queryKey: ['record', id],
      queryFn: () => get<RecordView>(`/record/${id}`),
    })),
  });
  const texts = members.map((one) => textOf(one.data?.fields.text));
  const ticked = proposal.recommendations.filter((id) => !left.has(id));
  const toggle = (id: string): void => {
    const next = new Set(left);
    if (!next.delete(id)) next.add(id);
    setLeft(next);
  };
  const refuse = async (reason: string): Promise<void> => {
    const { recommendations } = proposal;
    if (left.size === 0) await post('/demands/refused', { recommendations, reason });
    for (const member of left) await post('/demands/refused', { recommendations, member, reason });
    setRefusing(false);
    await client.invalidateQueries({ queryKey: ['records', 'Recommendation', 'proposals'] });
  };
  const enough = ticked.length >= (proposal.demand ? 1 : 2) && title.trim() !== '';
  return (
    <Paper withBorder p="lg" className="panel" component="article" aria-label={proposal.title}>
      <Stack gap="sm">
        <TextInput
          label={t('demands.name')}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
          readOnly={!mayWrite}
        />
        <Group gap={6}>
          <Text size="sm" c="dimmed">
            {t('demands.ties')}:
          </Text>
          {wordsOf(proposal.words, texts).map((word) => (
            <mark key={word}>{word}</mark>
          ))}
          <Text size="sm" c="dimmed">
            {t('demands.likeness', { percent: Math.round(proposal.likeness * 100) })}
          </Text>
          {proposal.treaty ? (
            <Badge variant="light" color="gray">
              {term('treaties', proposal.treaty)}
            </Badge>
          ) : null}
          {proposal.demand ? (
            <Anchor component={Link} to={`/demand/${proposal.demand}`} size="sm">
              {t('demands.joins')}
            </Anchor>
          ) : null}
        </Group>
        <ul className="plain-list part-list" aria-label={t('demands.members')}>
          {proposal.recommendations.map((id, at) => (
            <li key={id}>
              <Member
                id={id}
                record={members[at]?.data}
                words={proposal.words}
                ticked={!left.has(id)}
                onTick={() => toggle(id)}
              />
            </li>
          ))}
        </ul>
        {mayWrite ? (
          <Group gap="sm">
            <Button onClick={() => setAsking(true)} disabled={!enough}>
              {t('demands.accept', { count: ticked.length })}
            </Button>
            <Button variant="default" onClick={() => setRefusing(true)} disabled={ticked.length === 0}>
              {left.size === 0 ? t('demands.refuse') : t('demands.refuse_unticked', { count: left.size })}
            </Button>
          </Group>
        ) : null}
      </Stack>
      {refusing ? (
        <ReasonDialog
          title={t('demands.refuse_title')}
          note={t(left.size === 0 ? 'demands.refuse_note' : 'demands.refuse_some_note')}
          action={t('demands.refuse')}
          onClose={() => setRefusing(false)}
          onGiven={refuse}
        />
      ) : null}
      {asking ? (
        <ReasonDialog
          title={t('demands.accept_title')}
          note={t('demands.accept_note')}
          action={t('demands.accept', { count: ticked.length })}
          onClose={() => setAsking(false)}
          onGiven={async (reason) => {
            const { state, treaty, demand } = proposal;
            const made = await post<{ id: string }>('/demands', {
              title: title.trim(),
              state,
              treaty,
              demand,
              recommendations: ticked,
              reason,
            });
            void client.invalidateQueries({ queryKey: ['records'] });
            await go(`/demand/${made.id}`);
          }}
        />
      ) : null}
    </Paper>
  );
}

interface MemberProps {
  id: string;
  record: RecordView | undefined;
  words: string[];
  ticked: boolean;
  onTick: () => void;
}

function Member({ id, record, words, ticked, onTick }: MemberProps) {
  const date = useCivilDate();
  const text = textOf(record?.fields.text);
  const number = textOf(record?.fields.number);
  return (
    <Group align="flex-start" wrap="nowrap" gap="sm">
      <Checkbox checked={ticked} onChange={onTick} aria-label={[number, text].filter(Boolean).join(' ') || id} mt={3} />
      <div style={{ minWidth: 0 }}>
        <p className="asked" dir="auto">
          {stemPieces(text, words).map((piece, at) =>
            piece.marked ? <mark key={at}>{piece.text}</mark> : <span key={at}>{piece.text}</span>,
          )}
        </p>
        <Group gap="md" mt={2}>
          <Anchor component={Link} to={`/record/${id}`} size="sm">
            {number || '…'}
          </Anchor>
          <Asked
            states={textsOf(record?.fields.recommending_states)}
            issuer={textOf(record?.fields.issuer)}
            cycle={numberOf(record?.fields.cycle)}
          />
          <Text size="sm" c="dimmed">
            {date(textOf(record?.fields.made_on))}
          </Text>
          <Text size="sm" component="div">
            <PositionMark code={textOf(record?.fields.position)} />
          </Text>
        </Group>
      </div>
    </Group>
  );
}
