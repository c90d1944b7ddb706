// SPDX-License-Identifier: AGPL-3.0-or-later
import { Anchor, Group, Text } from '@mantine/core';
import { IconShieldCheck, IconShieldExclamation, IconShieldQuestion } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Ledger } from '../../api/types';
import { instantInWords } from '../../ui/dates';
import { verdictOf } from './verdict';

/** One sentence on what is proven. */
export function LedgerLine({ ledger }: { ledger: Ledger }) {
  const { t, i18n } = useTranslation();
  const verdict = verdictOf(ledger);
  const Icon = verdict === 'holds' ? IconShieldCheck : verdict === 'broken' ? IconShieldExclamation : IconShieldQuestion;
  const colour =
    verdict === 'broken' ? 'var(--guvoh-bad)' : verdict === 'holds' ? 'var(--guvoh-good)' : 'var(--mantine-color-dimmed)';
  const when = ledger.last_verified_at ? instantInWords(ledger.last_verified_at, i18n.language) : '';
  return (
    <Group gap="xs" wrap="nowrap">
      <Icon size={20} color={colour} aria-hidden style={{ flexShrink: 0 }} />
      <Text size="sm">
        {verdict === 'holds' ? t('light.holds_when', { when }) : t(`light.${verdict}`)}.{' '}
        {t('proof.entries', { count: ledger.entries })}.{' '}
        <Anchor component={Link} to="/proof" size="sm" underline="always">
          {t('proof.what')}
        </Anchor>
      </Text>
    </Group>
  );
}
