// SPDX-License-Identifier: AGPL-3.0-or-later
import { Button, Checkbox, Group, Modal, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { change } from '../../api/client';
import { useRoles } from '../../api/queries';
import type { Member } from '../../api/types';
import { useAttempt } from '../../ui/errors';

export function RolesDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const { t } = useTranslation();
  const { data } = useRoles();
  const attempt = useAttempt();
  const client = useQueryClient();
  const [roles, setRoles] = useState(member.roles);
  const save = async () => {
    const done = await attempt(async () => {
      await change('PATCH', `/members/${member.id}`, { roles });
      await client.invalidateQueries({ queryKey: ['members'] });
    }, t('do.saved'));
    if (done) onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('members.roles_of', { name: member.name })}
      closeButtonProps={{ 'aria-label': t('do.close') }}
    >
      <Stack>
        <Checkbox.Group value={roles} onChange={setRoles} aria-label={t('members.roles')}>
          <Stack gap={6}>
            {data?.roles.map((role) => (
              <Checkbox
                key={role.id}
                value={role.id}
                label={t(`role.${role.name}`, role.name)}
                description={t(`role_help.${role.name}`, '')}
              />
            ))}
          </Stack>
        </Checkbox.Group>
        <Group justify="flex-end">
          <Button onClick={() => void save()} disabled={roles.length === 0}>
            {t('do.save')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
