// SPDX-License-Identifier: AGPL-3.0-or-later
import { Button, Checkbox, Group, Modal, NumberInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { post } from '../../api/client';
import { useRoles } from '../../api/queries';
import { useSession } from '../../api/session';
import { useCompartmentName } from '../../ui/compartment-name';
import { useAttempt } from '../../ui/errors';
import { loginFrom } from '../start/start-form';
import { LinkDialog } from './link-dialog';

export function InviteDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { data } = useRoles();
  const { compartments } = useSession();
  const compartment = useCompartmentName();
  const attempt = useAttempt();
  const client = useQueryClient();
  const [link, setLink] = useState('');
  const form = useForm({
    initialValues: { name: '', login: '', roles: [] as string[], compartments: ['general'], days: 7 },
    validate: { roles: (value) => (value.length > 0 ? null : t('invite.need_role')) },
  });
  if (link) return <LinkDialog title={t('invite.made', { name: form.values.name })} link={link} onClose={onClose} />;
  const send = form.onSubmit(async (values) => {
    await attempt(async () => {
      const made = await post<{ link: string }>('/invitations', values);
      await client.invalidateQueries({ queryKey: ['invitations'] });
      setLink(made.link);
    });
  });
  return (
    <Modal opened onClose={onClose} title={t('invite.title')} closeButtonProps={{ 'aria-label': t('do.close') }}>
      <form onSubmit={send}>
        <Stack>
          <TextInput
            label={t('members.name')}
            required
            data-autofocus
            {...form.getInputProps('name')}
            onChange={(event) => {
              const name = event.currentTarget.value;
              if (form.values.login === loginFrom(form.values.name)) form.setFieldValue('login', loginFrom(name));
              form.setFieldValue('name', name);
            }}
          />
          <TextInput
            label={t('start.login')}
            required
            autoCapitalize="none"
            spellCheck={false}
            {...form.getInputProps('login')}
          />
          <Checkbox.Group label={t('members.roles')} {...form.getInputProps('roles')}>
            <Stack gap={6} mt={6}>
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
          <Checkbox.Group
            label={t('members.compartments')}
            description={t('invite.compartments_help')}
            {...form.getInputProps('compartments')}
          >
            <Stack gap={6} mt={6}>
              {compartments
                .filter((one) => one.can_open || one.id === 'general')
                .map((one) => (
                  <Checkbox key={one.id} value={one.id} label={compartment(one.id)} />
                ))}
            </Stack>
          </Checkbox.Group>
          <NumberInput label={t('invite.days')} min={1} max={30} allowDecimal={false} {...form.getInputProps('days')} />
          <Group justify="flex-end">
            <Button type="submit">{t('invite.make')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
