// SPDX-License-Identifier: AGPL-3.0-or-later
import { Button, Checkbox, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Recovery codes: shown once, for paper; closing needs a word that they are written down. */
export function CodesDialog({ codes, onClose }: { codes: string[]; onClose: () => void }) {
  const { t } = useTranslation();
  const [kept, setKept] = useState(false);
  return (
    <Modal opened onClose={() => kept && onClose()} title={t('codes.title')} withCloseButton={false} closeOnClickOutside={false}>
      <Stack>
        <Text size="sm">{t('codes.why')}</Text>
        <ul className="key-groups">
          {codes.map((code) => (
            <li key={code} className="mono">
              {code}
            </li>
          ))}
        </ul>
        <Checkbox label={t('codes.kept')} checked={kept} onChange={(event) => setKept(event.currentTarget.checked)} />
        <Group justify="space-between">
          <Button variant="default" onClick={() => window.print()}>
            {t('do.print')}
          </Button>
          <Button disabled={!kept} onClick={onClose}>
            {t('do.close')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
