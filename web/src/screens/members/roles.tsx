// SPDX-License-Identifier: AGPL-3.0-or-later
// Roles are sets of permissions. Each permission is said in a sentence, not by its name.
import { Button, Checkbox, Group, Modal, Paper, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { change } from '../../api/client';
import { useRoles } from '../../api/queries';
import { useMay } from '../../api/session';
import type { Permission, Role } from '../../api/types';
import { useAttempt } from '../../ui/errors';
import { Loaded } from '../../ui/states';

export function Roles() {
  const { t } = useTranslation();
  const roles = useRoles();
  const manages = useMay('manage_roles');
  const [editing, setEditing] = useState<Role | 'new'>();
  return (
    <Loaded query={roles}>
      {(data) => (
        <Stack>
          <SimpleGrid cols={{ base: 1, sm: 2, xl: 3 }}>
            {data.roles.map((role) => (
              <Paper key={role.id} withBorder p="md" className="panel">
                <Group justify="space-between">
                  <Title order={2} size="h5">
                    {t(`role.${role.name}`, role.name)}
                  </Title>
                  {manages ? (
                    <Button size="compact-sm" variant="subtle" onClick={() => setEditing(role)}>
                      {t('do.change')}
                    </Button>
                  ) : null}
                </Group>
                <Text size="sm" c="dimmed" mb="xs">
                  {t(`role_help.${role.name}`, '')}
                </Text>
                <Text size="sm">{role.permissions.map((one) => t(`permission.${one}`)).join(' · ')}</Text>
              </Paper>
            ))}
          </SimpleGrid>
          {manages ? (
            <Group>
              <Button variant="default" onClick={() => setEditing('new')}>
                {t('roles.new')}
              </Button>
            </Group>
          ) : null}
          {editing ? (
            <RoleDialog
              role={editing === 'new' ? undefined : editing}
              all={data.permissions}
              onClose={() => setEditing(undefined)}
            />
          ) : null}
        </Stack>
      )}
    </Loaded>
  );
}

function RoleDialog({ role, all, onClose }: { role: Role | undefined; all: Permission[]; onClose: () => void }) {
  const { t } = useTranslation();
  const attempt = useAttempt();
  const client = useQueryClient();
  const [name, setName] = useState(role?.name ?? '');
  const [permissions, setPermissions] = useState<string[]>(role?.permissions ?? ['read']);
  const save = async () => {
    const done = await attempt(async () => {
      await (role ? change('PUT', `/roles/${role.id}`, { name, permissions }) : change('POST', '/roles', { name, permissions }));
      await client.invalidateQueries({ queryKey: ['roles'] });
    }, t('do.saved'));
    if (done) onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={role ? t(`role.${role.name}`, role.name) : t('roles.new')}
      closeButtonProps={{ 'aria-label': t('do.close') }}
    >
      <Stack>
        {role?.built_in ? null : (
          <TextInput
            label={t('roles.name')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            required
            data-autofocus
          />
        )}
        <Checkbox.Group value={permissions} onChange={setPermissions} label={t('roles.may')}>
          <Stack gap={6} mt={6}>
            {all.map((one) => (
              <Checkbox key={one} value={one} label={t(`permission.${one}`)} />
            ))}
          </Stack>
        </Checkbox.Group>
        <Group justify="flex-end">
          <Button onClick={() => void save()} disabled={name.trim() === ''}>
            {t('do.save')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
