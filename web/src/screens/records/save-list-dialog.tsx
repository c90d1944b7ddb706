// SPDX-License-Identifier: AGPL-3.0-or-later
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

export interface SavedList {
  name: string;
  search: string;
}

/** A saved list is an address with a name, kept in this browser. To share it, its link is sent. */
export function SaveListDialog({ onClose, onSave }: { onClose: () => void; onSave: (name: string) => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  return (
    <Modal opened onClose={onClose} title={t('list.save')} closeButtonProps={{ 'aria-label': t('do.close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onSave(name.trim());
          onClose();
        }}
      >
        <Stack>
          <TextInput
            label={t('list.save_name')}
            description={t('list.save_help')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            data-autofocus
            required
          />
          <Group justify="flex-end">
            <Button type="submit" disabled={name.trim() === ''}>
              {t('do.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
