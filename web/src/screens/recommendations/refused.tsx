// SPDX-License-Identifier: AGPL-3.0-or-later
// Groups that somebody called not the same: kept apart until their members change, or until it is taken back.
import { Anchor, Button, Group, Paper, Text, Title } from '@mantine/core';
import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { get, post } from '../../api/client';
import type { Refusal } from '../../api/reviews';
import { useMay } from '../../api/session';
import type { RecordView } from '../../api/types';
import { ReasonDialog } from '../../ui/reason';
import { textOf } from './sides';

export function Refused({ refused }: { refused: Refusal[] }) {
  const { t } = useTranslation();
  if (refused.length === 0) return null;
  return (
    <section aria-label={t('demands.refused')}>
      <Title order={2} size="h5" mb="xs">
        {t('demands.refused')}
      </Title>
      <Paper withBorder component="ul" className="plain-list rows">
        {refused.map((one) => (
          <li key={one.id}>
            <Line refusal={one} />
          </li>
        ))}
      </Paper>
    </section>
  );
}

function Line({ refusal }: { refusal: Refusal }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const mayWrite = useMay('write');
  const [asking, setAsking] = useState(false);
  const records = useQueries({
    queries: refusal.recommendations.map((id) => ({ queryKey: ['record', id], queryFn: () => get<RecordView>(`/record/${id}`) })),
  });
  const at = refusal.recommendations.indexOf(refusal.member);
  const apart = at < 0 ? undefined : records[at]?.data;
  const others = refusal.recommendations
    .map((id, place) => ({ id, record: records[place]?.data }))
    .filter((one) => one.id !== refusal.member);
  return (
    <Group justify="space-between" align="flex-start" wrap="nowrap" gap="md">
      <div style={{ minWidth: 0 }}>
        {refusal.member ? (
          <Text size="sm" fw={500}>
            <Anchor component={Link} to={`/record/${refusal.member}`} py={3} display="inline-block">
              {nameOf(apart)}
            </Anchor>{' '}
            {t('demands.is_not')}
          </Text>
        ) : null}
        <ul className="plain-list">
          {others.map((one) => (
            <li key={one.id}>
              <Anchor component={Link} to={`/record/${one.id}`} size="sm" lineClamp={2} py={3}>
                {nameOf(one.record)}
              </Anchor>
            </li>
          ))}
        </ul>
      </div>
      {mayWrite ? (
        <Button variant="default" size="xs" style={{ flex: '0 0 auto' }} onClick={() => setAsking(true)}>
          {t('demands.undo')}
        </Button>
      ) : null}
      {asking ? (
        <ReasonDialog
          title={t('demands.undo_title')}
          note={t('demands.undo_note')}
          action={t('demands.undo')}
          onClose={() => setAsking(false)}
          onGiven={async (reason) => {
            await post(`/demands/refused/${refusal.id}/undo`, { reason });
            await client.invalidateQueries({ queryKey: ['records', 'Recommendation', 'proposals'] });
          }}
        />
      ) : null}
    </Group>
  );
}

const nameOf = (record: RecordView | undefined): string =>
  record ? [textOf(record.fields.number), textOf(record.fields.text)].filter(Boolean).join(' ') : '…';
