// SPDX-License-Identifier: AGPL-3.0-or-later
import { ActionIcon, Badge, Button, Group, Menu, ScrollArea, Table, Text } from '@mantine/core';
import { IconDots, IconUserPlus } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { post } from '../../api/client';
import { useMembers, useRoles } from '../../api/queries';
import { useMay, useSession } from '../../api/session';
import type { Member } from '../../api/types';
import { useCompartmentName } from '../../ui/compartment-name';
import { useAttempt } from '../../ui/errors';
import { ReasonDialog } from '../../ui/reason';
import { Loaded } from '../../ui/states';
import { When } from '../../ui/when';
import { InviteDialog } from './invite-dialog';
import { LinkDialog } from './link-dialog';
import { RolesDialog } from './roles-dialog';

export function MemberTable() {
  const { t } = useTranslation();
  const manages = useMay('manage_members');
  const members = useMembers(true);
  const [inviting, setInviting] = useState(false);
  return (
    <>
      {manages ? (
        <Group mb="md">
          <Button leftSection={<IconUserPlus size={17} aria-hidden />} onClick={() => setInviting(true)}>
            {t('invite.title')}
          </Button>
        </Group>
      ) : null}
      <Loaded query={members}>{(data) => <Rows members={data.members} manages={manages} />}</Loaded>
      {inviting ? <InviteDialog onClose={() => setInviting(false)} /> : null}
    </>
  );
}

function Rows({ members, manages }: { members: Member[]; manages: boolean }) {
  const { t } = useTranslation();
  return (
    <ScrollArea type="auto" viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': t('members.people') }}>
      <Table miw={720} verticalSpacing="sm" className="panel bordered">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('members.name')}</Table.Th>
            <Table.Th>{t('members.roles')}</Table.Th>
            <Table.Th>{t('members.compartments')}</Table.Th>
            <Table.Th>{t('members.sign_in')}</Table.Th>
            <Table.Th>{t('members.seen')}</Table.Th>
            <Table.Th w={48}>
              <span className="unseen">{t('members.acts')}</span>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {members.map((member) => (
            <Row key={member.id} member={member} manages={manages} />
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea>
  );
}

function Row({ member, manages }: { member: Member; manages: boolean }) {
  const { t } = useTranslation();
  const { data } = useRoles();
  const compartment = useCompartmentName();
  const roleName = (id: string): string => {
    const name = data?.roles.find((one) => one.id === id)?.name;
    return name ? t(`role.${name}`, name) : '…';
  };
  return (
    <Table.Tr>
      <Table.Td>
        <Text fw={500}>{member.name}</Text>
        <Text size="sm" c="dimmed">
          {member.login}
          {member.status === 'active' ? '' : ` · ${t(`members.status.${member.status}`)}`}
        </Text>
      </Table.Td>
      <Table.Td>{member.roles.map(roleName).join(', ')}</Table.Td>
      <Table.Td>{member.compartments.map(compartment).join(', ')}</Table.Td>
      <Table.Td>
        <Group gap={4}>
          {member.totp ? <Badge variant="light">{t('members.totp')}</Badge> : null}
          {member.passkeys > 0 ? <Badge variant="light">{t('members.passkeys', { count: member.passkeys })}</Badge> : null}
          {!member.totp && member.passkeys === 0 ? (
            <Badge variant="light" color="amber">
              {t('members.one_factor')}
            </Badge>
          ) : null}
        </Group>
      </Table.Td>
      <Table.Td>
        <When at={member.last_seen_at} />
      </Table.Td>
      <Table.Td>{manages && member.status !== 'removed' ? <Acts member={member} /> : null}</Table.Td>
    </Table.Tr>
  );
}

function Acts({ member }: { member: Member }) {
  const { t } = useTranslation();
  const session = useSession();
  const attempt = useAttempt();
  const client = useQueryClient();
  const [open, setOpen] = useState<'roles' | 'remove'>();
  const [link, setLink] = useState('');
  const mine = session.member.id === member.id;
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" aria-label={t('members.acts_on', { name: member.name })}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setOpen('roles')}>{t('members.change_roles')}</Menu.Item>
          <Menu.Item
            onClick={() => void attempt(async () => setLink((await post<{ link: string }>(`/members/${member.id}/reset`)).link))}
          >
            {t('members.reset')}
          </Menu.Item>
          {mine ? null : (
            <Menu.Item color="brick" onClick={() => setOpen('remove')}>
              {t('members.remove')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {open === 'roles' ? <RolesDialog member={member} onClose={() => setOpen(undefined)} /> : null}
      {open === 'remove' ? (
        <ReasonDialog
          title={t('members.remove_title', { name: member.name })}
          note={t('members.remove_note')}
          action={t('members.remove')}
          danger
          onClose={() => setOpen(undefined)}
          onGiven={async (reason) => {
            await post(`/members/${member.id}/remove`, { reason });
            await client.invalidateQueries({ queryKey: ['members'] });
          }}
        />
      ) : null}
      {link ? <LinkDialog title={t('members.reset')} link={link} onClose={() => setLink('')} /> : null}
    </>
  );
}
