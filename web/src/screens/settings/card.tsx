// SPDX-License-Identifier: AGPL-3.0-or-later
import { Group, Paper, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

export function Card({
  title,
  note,
  action,
  children,
}: {
  title: string;
  note: string;
  action?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <Paper withBorder p="lg" className="panel" component="section">
      <Group justify="space-between" align="flex-start" gap="md">
        <div style={{ flex: '1 1 280px' }}>
          <Title order={2} size="h5">
            {title}
          </Title>
          <Text size="sm" c="dimmed">
            {note}
          </Text>
        </div>
        {action}
      </Group>
      {children}
    </Paper>
  );
}
