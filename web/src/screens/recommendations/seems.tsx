// SPDX-License-Identifier: AGPL-3.0-or-later
// What a recommendation seems to be about, with the words of its text that say so. It becomes a fact when a person confirms it.
import { Button, Group, Stack, Text, Tooltip, UnstyledButton } from '@mantine/core';
import { IconCheck, IconSparkles } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { post } from '../../api/client';
import { useSuggestions, type ConfirmReport, type Suggestion } from '../../api/reviews';
import { useMay } from '../../api/session';
import type { Fields, RecordView } from '../../api/types';
import { useLabels } from '../../ui/labels';
import { Marks } from '../../ui/marks';
import { ReasonDialog } from '../../ui/reason';
import { Refused } from '../../ui/states';
import { textOf, textsOf } from './sides';

/** Where a kind of suggestion goes, and the vocabulary that its codes are of. */
const kinds: Record<string, { field: string; vocabulary: string }> = {
  theme: { field: 'themes', vocabulary: 'themes' },
  group: { field: 'groups', vocabulary: 'affected_groups' },
  sdg: { field: 'sdgs', vocabulary: 'sdgs' },
  treaty: { field: 'treaties', vocabulary: 'treaties' },
  action: { field: 'action_category', vocabulary: 'action_categories' },
  flag: { field: 'concerns', vocabulary: 'prevention_marks' },
  body: { field: '', vocabulary: 'bodies' },
};
const byPerson = new Set(['theme', 'group', 'sdg', 'treaty', 'action']);

const stands = (one: Suggestion, fields: Fields): boolean => {
  const value = fields[kinds[one.kind]?.field ?? ''];
  return textOf(value) === one.code || textsOf(value).includes(one.code);
};

export function SeemsAbout({ record }: { record: RecordView }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const mayWrite = useMay('write');
  const found = useSuggestions(record.id);
  const [pointed, setPointed] = useState<Suggestion>();
  const [asking, setAsking] = useState(false);
  const all = found.data?.suggestions ?? [];
  const marks = (pointed ? [pointed] : all).flatMap((one) => one.spans);
  const open = all.filter((one) => byPerson.has(one.kind) && !stands(one, record.fields));
  return (
    <Stack gap="sm">
      <p className="asked" lang={undefined} dir="auto">
        <Marks text={textOf(record.fields.text)} marks={marks} />
      </p>
      {found.error && !found.data ? <Refused error={found.error} /> : null}
      {all.length > 0 ? (
        <section aria-label={t('answers.seems')}>
          <Group gap="xs" mb={6}>
            <Text size="sm" fw={600}>
              {t('answers.seems')}
            </Text>
            {mayWrite && open.length > 0 ? (
              <Button
                size="compact-sm"
                variant="light"
                leftSection={<IconCheck size={14} aria-hidden />}
                onClick={() => setAsking(true)}
              >
                {t('answers.confirm', { count: open.length })}
              </Button>
            ) : null}
          </Group>
          <Group gap={6}>
            {all.map((one) => (
              <Chip
                key={`${one.kind}-${one.code}`}
                one={one}
                stands={stands(one, record.fields)}
                onPoint={(on) => setPointed(on ? one : undefined)}
              />
            ))}
          </Group>
        </section>
      ) : null}
      {asking ? (
        <ReasonDialog
          title={t('answers.confirm_title')}
          note={t('answers.confirm_note')}
          action={t('do.confirm')}
          onClose={() => setAsking(false)}
          onGiven={async (reason) => {
            await post<ConfirmReport>('/recommendations/confirm', { recommendations: [record.id], reason });
            await client.invalidateQueries({ queryKey: ['record', record.id] });
            void client.invalidateQueries({ queryKey: ['records', 'Recommendation'] });
          }}
        />
      ) : null}
    </Stack>
  );
}

/** Pointing at it, with mouse or keyboard, leaves only its own words marked. */
function Chip({ one, stands: there, onPoint }: { one: Suggestion; stands: boolean; onPoint: (on: boolean) => void }) {
  const { t } = useTranslation();
  const { term } = useLabels();
  const words = [...new Set(one.words)].join(', ');
  const why = t(one.by === 'model' ? 'answers.why_model' : 'answers.why_words', { words, percent: Math.round(one.score * 100) });
  const state = t(there ? 'answers.is_confirmed' : 'answers.is_suggested');
  return (
    <Tooltip label={why} multiline maw={320} openDelay={150}>
      <UnstyledButton
        className={there ? 'topic confirmed' : 'topic'}
        onMouseEnter={() => onPoint(true)}
        onMouseLeave={() => onPoint(false)}
        onFocus={() => onPoint(true)}
        onBlur={() => onPoint(false)}
      >
        {there ? <IconCheck size={14} aria-hidden /> : <IconSparkles size={14} aria-hidden />}
        <span>{term(kinds[one.kind]?.vocabulary, one.code)}</span>
        <span className="unseen">{`${state}. ${why}`}</span>
      </UnstyledButton>
    </Tooltip>
  );
}
