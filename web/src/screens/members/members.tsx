// SPDX-License-Identifier: AGPL-3.0-or-later
// Who is here, who is invited, which roles there are, and who stands in which compartment.
import { Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { useMay } from '../../api/session';
import { PageHead } from '../../ui/page-head';
import { Compartments } from './compartments';
import { Invitations } from './invitations';
import { MemberTable } from './member-table';
import { Roles } from './roles';

export default function Members() {
  const { t } = useTranslation();
  const { tab = 'people' } = useParams();
  const go = useNavigate();
  const manages = useMay('manage_members');
  return (
    <>
      <PageHead title={t('desk.members')} note={t('members.note')} />
      <Tabs value={tab} onChange={(next) => void go(`/members/${next ?? ''}`, { replace: true })} keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="people">{t('members.people')}</Tabs.Tab>
          {manages ? <Tabs.Tab value="invitations">{t('members.invitations')}</Tabs.Tab> : null}
          <Tabs.Tab value="compartments">{t('members.compartments')}</Tabs.Tab>
          <Tabs.Tab value="roles">{t('members.roles')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="people">
          <MemberTable />
        </Tabs.Panel>
        <Tabs.Panel value="invitations">
          <Invitations />
        </Tabs.Panel>
        <Tabs.Panel value="compartments">
          <Compartments />
        </Tabs.Panel>
        <Tabs.Panel value="roles">
          <Roles />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
