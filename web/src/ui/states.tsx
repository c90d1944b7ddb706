// SPDX-License-Identifier: AGPL-3.0-or-later
// The five states of every screen, each drawn one way: waiting, empty, filled, refused, offline.
import { Alert, Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconCloudOff, IconInfoCircle, IconLock } from '@tabler/icons-react';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { kindOf } from '../api/error';
import { useErrorText } from './errors';

/** Silent for 300 ms, then grey lines: short waits do not flicker. */
export function Waiting({ lines = 6 }: { lines?: number }) {
  const { t } = useTranslation();
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 300);
    return () => clearTimeout(timer);
  }, []);
  if (!late) return <div aria-busy="true" />;
  return (
    <Stack gap="sm" aria-busy="true" role="status" aria-label={t('state.waiting')}>
      {Array.from({ length: lines }, (_, i) => (
        <Skeleton key={i} height={i === 0 ? 28 : 16} width={i === 0 ? '40%' : `${92 - ((i * 17) % 40)}%`} animate={false} />
      ))}
    </Stack>
  );
}

interface EmptyProps {
  title: string;
  why: string;
  action?: ReactNode;
  icon?: ReactNode;
  /** 1 where it is the whole screen. */
  level?: 1 | 2;
}

/** What this is, why it is empty, and the one next action. */
export function Empty({ title, why, action, icon, level = 2 }: EmptyProps) {
  return (
    <Stack align="center" py={56} px="md" gap="xs" className="empty">
      {icon}
      <Title order={level} size="h4" ta="center">
        {title}
      </Title>
      <Text c="dimmed" ta="center" maw={460}>
        {why}
      </Text>
      {action ? <Group mt="sm">{action}</Group> : null}
    </Stack>
  );
}

/** One pattern for "not there" and "not yours": the reader cannot tell which, and nothing is hinted at. */
export function Refused({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useTranslation();
  const say = useErrorText();
  const kind = kindOf(error);
  if (kind === 'offline') return <Away {...(retry ? { retry } : {})} />;
  if (kind === 'not_found' || kind === 'denied') {
    return (
      <Empty icon={<IconLock size={32} stroke={1.4} aria-hidden />} title={t('refused.title')} why={t('refused.why')} level={1} />
    );
  }
  return (
    <Alert color="brick" icon={<IconInfoCircle aria-hidden />} title={t('state.failed')} role="alert">
      <Text size="sm">{say(error)}</Text>
      {retry ? (
        <Button mt="sm" size="xs" variant="default" onClick={retry}>
          {t('do.try_again')}
        </Button>
      ) : null}
    </Alert>
  );
}

export function Away({ retry }: { retry?: () => void }) {
  const { t } = useTranslation();
  return (
    <Empty
      icon={<IconCloudOff size={32} stroke={1.4} aria-hidden />}
      title={t('offline.title')}
      why={t('offline.screen')}
      action={
        retry ? (
          <Button variant="default" onClick={retry}>
            {t('do.try_again')}
          </Button>
        ) : undefined
      }
    />
  );
}

interface Asked<T> {
  data: T | undefined;
  error: unknown;
  refetch: () => unknown;
}
/** Draws a query in whichever state it is. Data that we have stays shown while the server is away. */
export function Loaded<T>({ query, lines, children }: { query: Asked<T>; lines?: number; children: (data: T) => ReactNode }) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <Refused error={query.error} retry={() => void query.refetch()} />;
  return <Waiting {...(lines ? { lines } : {})} />;
}
