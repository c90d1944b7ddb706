// SPDX-License-Identifier: AGPL-3.0-or-later
import { Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { useMay } from '../../api/session';
import { PageHead } from '../../ui/page-head';
import { Compartments } from '../members/compartments';
import { Me } from './me';
import { OwnFields } from './own-fields';
import { Security } from './security';

export default function Settings() {
  const { t } = useTranslation();
  const { tab = 'me' } = useParams();
  const go = useNavigate();
  const schema = useMay('manage_schema');
  return (
    <>
      <PageHead title={t('desk.settings')} />
      <Tabs value={tab} onChange={(next) => void go(`/settings/${next ?? ''}`, { replace: true })} keepMounted={false}>
        <Tabs.List mb="lg">
          <Tabs.Tab value="me">{t('settings.me')}</Tabs.Tab>
          <Tabs.Tab value="security">{t('settings.security')}</Tabs.Tab>
          <Tabs.Tab value="compartments">{t('members.compartments')}</Tabs.Tab>
          {schema ? <Tabs.Tab value="schema">{t('settings.schema')}</Tabs.Tab> : null}
        </Tabs.List>
        <Tabs.Panel value="me">
          <Me />
        </Tabs.Panel>
        <Tabs.Panel value="security">
          <Security />
        </Tabs.Panel>
        <Tabs.Panel value="compartments">
          <Compartments />
        </Tabs.Panel>
        <Tabs.Panel value="schema">
          <OwnFields />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
