// SPDX-License-Identifier: AGPL-3.0-or-later
// A passage: exactly these words, of this page, of this file. With room to say what it supports.
import { Blockquote, Button, Group, Modal, Stack, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { post } from '../../api/client';
import type { PageInfo, Passage } from '../../api/types';
import { useAttempt } from '../../ui/errors';
import { Offsets } from '../../ui/utf8';
import type { Span } from './segments';

interface Props {
  page: PageInfo;
  range: Span;
  fileName: string;
  onClose: () => void;
  onMade: (passage: Passage) => void;
}

export function PassageDialog({ page, range, fileName, onClose, onMade }: Props) {
  const { t } = useTranslation();
  const attempt = useAttempt();
  const client = useQueryClient();
  const [note, setNote] = useState('');
  const [busy, setBusy] = useState(false);
  const text = page.text.slice(range.begin, range.end).trim();

  const keep = async () => {
    setBusy(true);
    const offsets = new Offsets(page.text);
    const lead = page.text.slice(range.begin, range.end).length - page.text.slice(range.begin, range.end).trimStart().length;
    const begin = range.begin + lead;
    const characters = { begin: offsets.pointAt(begin), end: offsets.pointAt(begin + text.length) };
    const done = await attempt(async () => {
      const made = await post<Passage>('/passages', {
        document: page.document,
        page: page.page,
        characters,
        ...(note.trim() ? { note: note.trim() } : {}),
        reason: note.trim() || t('passage.reason'),
      });
      await client.invalidateQueries({ queryKey: ['document', page.document, 'passages'] });
      notifications.show({ message: t('passage.kept'), color: 'ink', closeButtonProps: { 'aria-label': t('do.close') } });
      onMade(made);
    });
    if (!done) setBusy(false);
  };

  return (
    <Modal opened onClose={onClose} title={t('passage.title')} size="lg" closeButtonProps={{ 'aria-label': t('do.close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void keep();
        }}
      >
        <Stack>
          <Blockquote color="ink" cite={`${fileName}, ${t('library.page', { page: page.page })}`} className="serif" p="md">
            {text}
          </Blockquote>
          <Textarea
            label={t('passage.supports')}
            description={t('passage.supports_help')}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
            autosize
            minRows={2}
            data-autofocus
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('do.cancel')}
            </Button>
            <Button type="submit" loading={busy} disabled={text === ''}>
              {t('passage.keep')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
