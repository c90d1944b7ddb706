// SPDX-License-Identifier: AGPL-3.0-or-later
import { Button, Tooltip } from '@mantine/core';
import { IconShieldCheck, IconShieldExclamation, IconShieldQuestion } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useLedger } from '../api/queries';
import { instantInWords } from '../ui/dates';
import { verdictOf } from '../screens/proof/verdict';

/** One word on whether the record holds: verified when, or not yet, or altered. Never by colour alone. */
export function VerificationLight() {
  const { t, i18n } = useTranslation();
  const { data } = useLedger();
  if (!data) return null;
  const verdict = verdictOf(data);
  const Icon = verdict === 'holds' ? IconShieldCheck : verdict === 'broken' ? IconShieldExclamation : IconShieldQuestion;
  const colour =
    verdict === 'broken' ? 'var(--guvoh-bad)' : verdict === 'holds' ? 'var(--guvoh-good)' : 'var(--mantine-color-dimmed)';
  const when = data.last_verified_at ? instantInWords(data.last_verified_at, i18n.language) : '';
  const label = verdict === 'holds' ? t('light.holds_when', { when }) : t(`light.${verdict}`);
  return (
    <Tooltip label={label}>
      <Button
        component={Link}
        to="/proof"
        variant="subtle"
        size="compact-md"
        aria-label={label}
        style={{ color: colour }}
        className="light"
      >
        <Icon size={19} aria-hidden />
        <span className="light-word">{t(`light.${verdict}`)}</span>
      </Button>
    </Tooltip>
  );
}
