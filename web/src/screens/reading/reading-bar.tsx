// SPDX-License-Identifier: AGPL-3.0-or-later
import { ActionIcon, Button, Group, NumberInput, Text } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconChevronLeft, IconChevronRight, IconDownload, IconFingerprint } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { address } from '../../api/client';
import type { DocumentInfo } from '../../api/types';
import { Custody } from './custody';

interface Props {
  document: DocumentInfo;
  page: number;
  onTurn: (to: number) => void;
}

export function ReadingBar({ document, page, onTurn }: Props) {
  const { t } = useTranslation();
  const [custody, setCustody] = useState(false);
  useHotkeys([
    ['ArrowLeft', () => onTurn(page - 1)],
    ['ArrowRight', () => onTurn(page + 1)],
  ]);
  return (
    <>
      {document.page_count > 1 ? (
        <Group gap={4} wrap="nowrap" role="group" aria-label={t('reading.pages')}>
          <ActionIcon
            variant="default"
            size="lg"
            aria-label={t('reading.previous')}
            disabled={page <= 1}
            onClick={() => onTurn(page - 1)}
            className="turn"
          >
            <IconChevronLeft size={18} />
          </ActionIcon>
          <NumberInput
            w={64}
            min={1}
            max={document.page_count}
            value={page}
            onChange={(value) => typeof value === 'number' && onTurn(value)}
            hideControls
            aria-label={t('reading.page')}
          />
          <Text size="sm" c="dimmed">
            / {document.page_count}
          </Text>
          <ActionIcon
            variant="default"
            size="lg"
            aria-label={t('reading.next')}
            disabled={page >= document.page_count}
            onClick={() => onTurn(page + 1)}
            className="turn"
          >
            <IconChevronRight size={18} />
          </ActionIcon>
        </Group>
      ) : null}
      <Button variant="default" leftSection={<IconFingerprint size={17} aria-hidden />} onClick={() => setCustody(true)}>
        {t('custody.title')}
      </Button>
      <Button
        component="a"
        href={address(`/documents/${document.id}/original`)}
        download
        variant="default"
        leftSection={<IconDownload size={17} aria-hidden />}
      >
        {t('reading.original')}
      </Button>
      {custody ? <Custody document={document} onClose={() => setCustody(false)} /> : null}
    </>
  );
}
