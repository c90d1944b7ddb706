// SPDX-License-Identifier: AGPL-3.0-or-later
// The recovery key: shown once, for paper. Two groups are typed back, so that it really was written down.
import { Alert, Button, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { askedGroups, groupsOf, sameGroup } from './groups';

interface Props {
  recoveryKey: string;
  workspace: string;
  onDone: () => void;
}

export function RecoveryKey({ recoveryKey, workspace, onDone }: Props) {
  const { t } = useTranslation();
  const groups = groupsOf(recoveryKey);
  const [asked] = useState(() => askedGroups(groups.length));
  const [checking, setChecking] = useState(false);
  const [typed, setTyped] = useState<string[]>(['', '']);
  const right = asked.every((index, at) => sameGroup(typed[at] ?? '', groups[index] ?? ''));
  const wrong = asked.map(
    (index, at) => (typed[at] ?? '').length >= (groups[index] ?? '').length && !sameGroup(typed[at] ?? '', groups[index] ?? ''),
  );

  return (
    <Stack>
      <Title order={1} size="h3">
        {t('recovery.title')}
      </Title>
      <Text>{t('recovery.why')}</Text>
      {checking ? null : (
        <>
          <Text size="sm" c="dimmed" className="print-only">
            {workspace} · {new Date().toISOString().slice(0, 10)}
          </Text>
          <ol className="key-groups" aria-label={t('recovery.key')}>
            {groups.map((group, at) => (
              <li key={at} className="mono">
                <span aria-hidden className="key-number">
                  {at + 1}
                </span>
                {group}
              </li>
            ))}
          </ol>
        </>
      )}
      <Alert color="amber" className="no-print">
        {t('recovery.warning')}
      </Alert>
      {checking ? (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (right) onDone();
          }}
        >
          <Stack>
            <Text fw={600}>{t('recovery.check')}</Text>
            <Group grow>
              {asked.map((index, at) => (
                <TextInput
                  key={index}
                  label={t('recovery.group', { number: index + 1 })}
                  value={typed[at] ?? ''}
                  onChange={(event) => setTyped(typed.map((one, i) => (i === at ? event.currentTarget.value : one)))}
                  error={wrong[at] ? t('recovery.differs') : undefined}
                  autoComplete="off"
                  spellCheck={false}
                  autoFocus={at === 0}
                  classNames={{ input: 'mono' }}
                />
              ))}
            </Group>
            <Group justify="space-between">
              <Button variant="default" onClick={() => setChecking(false)}>
                {t('recovery.show_again')}
              </Button>
              <Button type="submit" disabled={!right}>
                {t('recovery.done')}
              </Button>
            </Group>
          </Stack>
        </form>
      ) : (
        <Group justify="space-between" className="no-print">
          <Button variant="default" leftSection={<IconPrinter size={18} aria-hidden />} onClick={() => window.print()}>
            {t('do.print')}
          </Button>
          <Button onClick={() => setChecking(true)}>{t('recovery.written')}</Button>
        </Group>
      )}
    </Stack>
  );
}
