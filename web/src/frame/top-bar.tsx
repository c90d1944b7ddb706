// SPDX-License-Identifier: AGPL-3.0-or-later
import { ActionIcon, Box, Burger, Group, Text, TextInput, Tooltip, UnstyledButton } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { IconCommand, IconKeyboard, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useSession } from '../api/session';
import { Emblem } from '../ui/emblem';
import { LanguageMenu } from './language-menu';
import { SchemeButton } from './scheme-button';
import { VerificationLight } from './verification-light';
import { WhoMenu } from './who-menu';

export function TopBar({ railOpen, onRail, onHelp }: { railOpen: boolean; onRail: () => void; onHelp: () => void }) {
  const { t } = useTranslation();
  const { workspace_name } = useSession();
  return (
    <Group h="100%" px="md" gap="sm" wrap="nowrap" justify="space-between">
      <Group gap="xs" wrap="nowrap" style={{ flex: '0 0 auto' }}>
        <Burger
          hiddenFrom="sm"
          opened={railOpen}
          onClick={onRail}
          size="sm"
          aria-label={t('frame.menu')}
          aria-expanded={railOpen}
        />
        <UnstyledButton component={Link} to="/" className="brand" aria-label={`${workspace_name}: ${t('desk.home')}`}>
          <Emblem size={28} />
          <Text fw={600} size="sm" lineClamp={1} maw={170} visibleFrom="md">
            {workspace_name}
          </Text>
        </UnstyledButton>
      </Group>
      <GlobalSearch />
      <Group gap={2} wrap="nowrap" style={{ flex: '0 0 auto' }}>
        <VerificationLight />
        <Box visibleFrom="sm">
          <Tooltip label={t('palette.open')}>
            <ActionIcon variant="subtle" size="lg" aria-label={t('palette.open')} onClick={() => spotlight.open()}>
              <IconCommand size={18} />
            </ActionIcon>
          </Tooltip>
        </Box>
        <Box visibleFrom="md">
          <Tooltip label={t('shortcuts.title')}>
            <ActionIcon variant="subtle" size="lg" aria-label={t('shortcuts.title')} onClick={onHelp}>
              <IconKeyboard size={18} />
            </ActionIcon>
          </Tooltip>
        </Box>
        <Box visibleFrom="sm">
          <SchemeButton />
        </Box>
        <Box visibleFrom="xs">
          <LanguageMenu />
        </Box>
        <WhoMenu />
      </Group>
    </Group>
  );
}

function GlobalSearch() {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const go = useNavigate();
  return (
    <form
      role="search"
      style={{ flex: '1 1 auto', maxWidth: 520, minWidth: 0 }}
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim()) void go(`/library?q=${encodeURIComponent(text.trim())}`);
      }}
    >
      <TextInput
        id="global-search"
        type="search"
        aria-label={t('search.global')}
        placeholder={t('search.global')}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
    </form>
  );
}
