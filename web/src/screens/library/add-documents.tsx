// SPDX-License-Identifier: AGPL-3.0-or-later
import { Button, FileButton } from '@mantine/core';
import { IconFilePlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../api/session';
import { offerFiles } from '../../frame/drop-anywhere';

/** The button for those who do not drag. */
export function AddDocuments({ variant = 'filled' }: { variant?: string }) {
  const { t } = useTranslation();
  const may = useMay('ingest');
  if (!may) return null;
  return (
    <FileButton multiple onChange={offerFiles}>
      {(props) => (
        <Button {...props} variant={variant} leftSection={<IconFilePlus size={18} aria-hidden />}>
          {t('library.add')}
        </Button>
      )}
    </FileButton>
  );
}
