// SPDX-License-Identifier: AGPL-3.0-or-later
import { Text, Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { instantInWords } from './dates';

/** An instant in the reader's words; the exact one, with its zone, on hover. */
export function When({ at, size = 'sm', dimmed = true }: { at: string | null | undefined; size?: string; dimmed?: boolean }) {
  const { t, i18n } = useTranslation();
  if (!at)
    return (
      <Text span size={size}>
        {t('time.never')}
      </Text>
    );
  return (
    <Tooltip label={new Date(at).toISOString()}>
      <Text span size={size} {...(dimmed ? { c: 'dimmed' } : {})}>
        <time dateTime={at}>{instantInWords(at, i18n.language)}</time>
      </Text>
    </Tooltip>
  );
}
