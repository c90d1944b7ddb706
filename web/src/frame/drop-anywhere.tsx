// SPDX-License-Identifier: AGPL-3.0-or-later
// Drop files anywhere. Where there is more than one compartment, the reader says which before anything is sent.
import { Button, Group, Modal, Radio, Stack, Text } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { IconUpload } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../api/session';
import { upload } from '../api/uploads';

const asked = new EventTarget();
/** Any screen's "add documents" button comes here with its files. */
export const offerFiles = (files: File[]): void => void asked.dispatchEvent(new CustomEvent('files', { detail: files }));

export function DropAnywhere() {
  const { t } = useTranslation();
  const { compartments } = useSession();
  const [files, setFiles] = useState<File[]>([]);
  const [compartment, setCompartment] = useState(compartments[0]?.id ?? 'general');
  const one = compartments.length < 2;
  const take = (found: File[]): void => {
    if (one) void upload(found, compartment);
    else setFiles(found);
  };
  useEffect(() => {
    const hear = (event: Event): void => take((event as CustomEvent<File[]>).detail);
    asked.addEventListener('files', hear);
    return () => asked.removeEventListener('files', hear);
  });
  return (
    <>
      <Dropzone.FullScreen onDrop={take} onReject={() => undefined} activateOnClick={false} maxSize={1024 ** 3}>
        <Stack align="center" justify="center" mih="60vh">
          <IconUpload size={48} stroke={1.4} aria-hidden />
          <Text size="lg">{t('upload.drop')}</Text>
        </Stack>
      </Dropzone.FullScreen>
      {files.length > 0 ? (
        <Modal opened onClose={() => setFiles([])} title={t('upload.where')} closeButtonProps={{ 'aria-label': t('do.close') }}>
          <Stack>
            <Text size="sm">{t('upload.where_help')}</Text>
            <Radio.Group value={compartment} onChange={setCompartment} label={t('upload.compartment')}>
              <Stack gap="xs" mt="xs">
                {compartments.map((each) => (
                  <Radio key={each.id} value={each.id} label={each.id === 'general' ? t('compartment.general') : each.name} />
                ))}
              </Stack>
            </Radio.Group>
            <Group justify="flex-end">
              <Button
                data-autofocus
                onClick={() => {
                  void upload(files, compartment);
                  setFiles([]);
                }}
              >
                {t('upload.go', { count: files.length })}
              </Button>
            </Group>
          </Stack>
        </Modal>
      ) : null}
    </>
  );
}
