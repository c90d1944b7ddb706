// SPDX-License-Identifier: AGPL-3.0-or-later
import { Text, Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { instantInFull, instantInWords } from './dates';

/** An instant in the reader's words; the exact one, with its zone, on hover, and in full on paper. */
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
        <time dateTime={at} data-exact={instantInFull(at, i18n.language)}>
          <span>{instantInWords(at, i18n.language)}</span>
        </time>
      </Text>
    </Tooltip>
  );
}
