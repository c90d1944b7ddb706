// SPDX-License-Identifier: AGPL-3.0-or-later
// The same rows and counts as files. The headings are in the reader's language where the server has it.
import { Button, Menu } from '@mantine/core';
import { IconDownload, IconFileText, IconPrinter } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ListParameters } from '../../api/queries';
import { matrixAddress, reportAddress } from '../../api/reviews';
import { useMay } from '../../api/session';
import { useLabels } from '../../ui/labels';

const formats = ['xlsx', 'docx', 'csv', 'jsonld'];

export function Downloads({ asked }: { asked: ListParameters }) {
  const { t } = useTranslation();
  const { language } = useLabels();
  const may = useMay('export');
  const headings = language === 'en' ? 'en' : 'ru';
  return (
    <>
      <Button variant="default" leftSection={<IconPrinter size={17} aria-hidden />} onClick={() => window.print()}>
        {t('do.print')}
      </Button>
      {may ? (
        <Menu position="bottom-end" width={270}>
          <Menu.Target>
            <Button leftSection={<IconDownload size={17} aria-hidden />}>{t('follow.take')}</Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Label>{t('follow.matrix')}</Menu.Label>
            {formats.map((format) => (
              <Menu.Item
                key={format}
                component="a"
                href={matrixAddress(format, headings, asked)}
                download
                leftSection={<IconDownload size={16} aria-hidden />}
              >
                {t(`follow.as.${format}`)}
              </Menu.Item>
            ))}
            <Menu.Divider />
            <Menu.Item
              component="a"
              href={reportAddress(headings, asked)}
              download
              leftSection={<IconFileText size={16} aria-hidden />}
            >
              {t('follow.report')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      ) : null}
    </>
  );
}
