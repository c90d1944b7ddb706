// SPDX-License-Identifier: AGPL-3.0-or-later
// The page outside: one column, the name, the language, nothing else.
import { Container, Group, Paper, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LanguageMenu } from '../frame/language-menu';
import { SchemeButton } from '../frame/scheme-button';
import { Emblem } from './emblem';

export function Door({ children, size = 460 }: { children: ReactNode; size?: number }) {
  const { t } = useTranslation();
  return (
    <div className="door">
      <Container size={size} w="100%" py="xl" px="md" component="main" id="main">
        <Group justify="space-between" mb="lg" wrap="nowrap" className="no-print">
          <Group gap="sm" wrap="nowrap">
            <Emblem size={36} />
            <div>
              <Text fw={600} size="lg" lh={1.1}>
                Guvoh
              </Text>
              <Text size="xs" c="dimmed">
                {t('app.motto')}
              </Text>
            </div>
          </Group>
          <Group gap={4} wrap="nowrap">
            <SchemeButton />
            <LanguageMenu />
          </Group>
        </Group>
        <Paper withBorder p={{ base: 'md', xs: 'xl' }} radius="md" className="sheet">
          {children}
        </Paper>
      </Container>
    </div>
  );
}
