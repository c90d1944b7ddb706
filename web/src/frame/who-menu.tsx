// SPDX-License-Identifier: AGPL-3.0-or-later
import { Avatar, Menu, Text, UnstyledButton } from '@mantine/core';
import { IconDoorExit, IconFolder, IconFolderOff, IconShieldLock, IconUser } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useSession, useSignOut } from '../api/session';

export const initials = (name: string): string =>
  name
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 2)
    .map((word) => [...word][0] ?? '')
    .join('')
    .toUpperCase();

/** Who I am and in which compartments I stand. */
export function WhoMenu() {
  const { t } = useTranslation();
  const session = useSession();
  const signOut = useSignOut();
  return (
    <Menu position="bottom-end" width={280}>
      <Menu.Target>
        <UnstyledButton aria-label={`${initials(session.member.name)}, ${t('who.label', { name: session.member.name })}`}>
          <Avatar radius="xl" size={34} color="ink" variant="filled" alt="">
            {initials(session.member.name)}
          </Avatar>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" fw={600} c="var(--mantine-color-text)">
            {session.member.name}
          </Text>
          {session.roles.map((role) => t(`role.${role.name}`, role.name)).join(', ')}
        </Menu.Label>
        <Menu.Divider />
        <Menu.Label>{t('who.compartments')}</Menu.Label>
        {session.compartments.map((one) => (
          <Menu.Item
            key={one.id}
            component={Link}
            to="/settings/compartments"
            leftSection={one.can_open ? <IconFolder size={16} aria-hidden /> : <IconFolderOff size={16} aria-hidden />}
          >
            {one.id === 'general' ? t('compartment.general') : one.name}
            {one.can_open ? null : (
              <Text size="xs" c="dimmed">
                {t('who.sealed_shut')}
              </Text>
            )}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item component={Link} to="/settings" leftSection={<IconUser size={16} aria-hidden />}>
          {t('settings.me')}
        </Menu.Item>
        <Menu.Item component={Link} to="/settings/security" leftSection={<IconShieldLock size={16} aria-hidden />}>
          {t('settings.security')}
        </Menu.Item>
        <Menu.Item leftSection={<IconDoorExit size={16} aria-hidden />} onClick={() => void signOut()}>
          {t('who.sign_out')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
