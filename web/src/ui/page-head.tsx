// SPDX-License-Identifier: AGPL-3.0-or-later
import { Group, Stack, Text, Title } from '@mantine/core';
import { useEffect, type ReactNode } from 'react';

/** The one heading of a screen. Sets the window's title and takes no more room than it needs. */
export function PageHead({ title, note, actions }: { title: string; note?: ReactNode; actions?: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · Guvoh`;
  }, [title]);
  return (
    <Group justify="space-between" align="flex-start" mb="md" gap="sm" className="page-head">
      <Stack gap={2} miw={0} flex="1 1 260px">
        <Title order={1} size="h2" tabIndex={-1}>
          <bdi>{title}</bdi>
        </Title>
        {note ? (
          <Text c="dimmed" size="sm" component="div">
            {note}
          </Text>
        ) : null}
      </Stack>
      {actions ? (
        <Group gap="xs" className="no-print">
          {actions}
        </Group>
      ) : null}
    </Group>
  );
}
