// SPDX-License-Identifier: AGPL-3.0-or-later
// Around a list: density, saved lists, taking it out and bringing a table in.
import { Button, Menu } from '@mantine/core';
import { useClipboard, useLocalStorage } from '@mantine/hooks';
import {
  IconBookmark,
  IconBookmarkPlus,
  IconDownload,
  IconLink,
  IconList,
  IconTableImport,
  IconTrash,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import { address } from '../../api/client';
import { listQuery } from '../../api/queries';
import { useMay } from '../../api/session';
import type { RecordType } from '../../api/types';
import type { ListUrl } from '../../ui/list-url';
import { ImportDialog } from './import-dialog';
import { SaveListDialog, type SavedList } from './save-list-dialog';

interface Props {
  type: RecordType;
  url: ListUrl;
  change: (part: Partial<ListUrl>) => void;
}

export function ListTools({ type, url, change }: Props) {
  const { t } = useTranslation();
  const here = useLocation();
  const go = useNavigate();
  const clipboard = useClipboard();
  const mayExport = useMay('export');
  const mayImport = useMay('import');
  const [importing, setImporting] = useState(false);
  const [saving, setSaving] = useState(false);
  const [saved, setSaved] = useLocalStorage<SavedList[]>({ key: `guvoh.lists.${type.name}`, defaultValue: [] });
  const out = (format: string): string => address(`/records/${type.name}/export`, { format, ...listQuery(url) });
  return (
    <>
      <Menu position="bottom-end" width={270}>
        <Menu.Target>
          <Button variant="default" leftSection={<IconList size={17} aria-hidden />}>
            {t('list.tools')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => change({ compact: !url.compact })}>
            {t(url.compact ? 'list.roomy' : 'list.compact')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconLink size={16} aria-hidden />}
            onClick={() => clipboard.copy(window.location.href)}
            closeMenuOnClick={false}
          >
            {t(clipboard.copied ? 'do.copied' : 'list.copy_link')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Label>{t('list.saved')}</Menu.Label>
          {saved.map((one) => (
            <Menu.Item
              key={one.name}
              leftSection={<IconBookmark size={16} aria-hidden />}
              onClick={() => void go({ pathname: here.pathname, search: one.search })}
              rightSection={
                <IconTrash
                  size={15}
                  aria-label={t('do.remove')}
                  onClick={(event) => {
                    event.stopPropagation();
                    setSaved(saved.filter((other) => other !== one));
                  }}
                />
              }
            >
              {one.name}
            </Menu.Item>
          ))}
          <Menu.Item leftSection={<IconBookmarkPlus size={16} aria-hidden />} onClick={() => setSaving(true)}>
            {t('list.save')}
          </Menu.Item>
          {mayExport ? (
            <>
              <Menu.Divider />
              <Menu.Label>{t('list.out')}</Menu.Label>
              {['xlsx', 'csv'].map((format) => (
                <Menu.Item
                  key={format}
                  component="a"
                  href={out(format)}
                  download
                  leftSection={<IconDownload size={16} aria-hidden />}
                >
                  {t(`list.${format}`)}
                </Menu.Item>
              ))}
            </>
          ) : null}
          {mayImport ? (
            <Menu.Item leftSection={<IconTableImport size={16} aria-hidden />} onClick={() => setImporting(true)}>
              {t('import.title')}
            </Menu.Item>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      {importing ? <ImportDialog type={type} onClose={() => setImporting(false)} /> : null}
      {saving ? (
        <SaveListDialog
          onClose={() => setSaving(false)}
          onSave={(name) => setSaved([...saved.filter((one) => one.name !== name), { name, search: here.search }])}
        />
      ) : null}
    </>
  );
}
