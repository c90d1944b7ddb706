// SPDX-License-Identifier: AGPL-3.0-or-later
// The chosen record beside its list: facts, links, history, without leaving the list. On a phone it covers the screen.
import { Anchor, CloseButton, Drawer, Group, Paper, Tabs, Title } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useRecord } from '../../api/queries';
import type { RecordView } from '../../api/types';
import { pathOf } from '../../ui/paths';
import { Loaded } from '../../ui/states';
import { Facts } from './facts';
import { HistoryTab } from './history-tab';
import { LinksTab } from './links-tab';

export function SidePanel({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation();
  const record = useRecord(id);
  const narrow = useMediaQuery('(max-width: 75em)');
  const inside = <Loaded query={record}>{(data) => <Panel key={data.id} record={data} onClose={onClose} />}</Loaded>;
  if (narrow) {
    return (
      <Drawer opened onClose={onClose} position="right" size="md" withCloseButton={false} aria-label={t('panel.title')}>
        {inside}
      </Drawer>
    );
  }
  return (
    <Paper withBorder p="md" className="panel side no-print" component="aside" aria-label={t('panel.title')} tabIndex={0}>
      {inside}
    </Paper>
  );
}

function Panel({ record, onClose }: { record: RecordView; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <>
      <Group justify="space-between" wrap="nowrap" align="flex-start" mb="xs">
        <div style={{ minWidth: 0 }}>
          <Title order={2} size="h4">
            {record.title || t('record.untitled')}
          </Title>
          <Anchor component={Link} to={pathOf(record.type, record.id)} size="sm">
            {t('panel.open')}
          </Anchor>
        </div>
        <CloseButton onClick={onClose} aria-label={t('do.close')} />
      </Group>
      <Tabs defaultValue="facts" keepMounted={false}>
        <Tabs.List mb="sm">
          <Tabs.Tab value="facts">{t('record.facts')}</Tabs.Tab>
          <Tabs.Tab value="links">{t('links.title')}</Tabs.Tab>
          <Tabs.Tab value="history">{t('history.title')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="facts">
          <Facts record={record} />
        </Tabs.Panel>
        <Tabs.Panel value="links">
          <LinksTab id={record.id} />
        </Tabs.Panel>
        <Tabs.Panel value="history">
          <HistoryTab id={record.id} type={record.type} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
