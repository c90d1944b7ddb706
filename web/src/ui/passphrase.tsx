// SPDX-License-Identifier: AGPL-3.0-or-later
// Choosing a passphrase: typed once, seen if wished, judged by the server, never kept.
import { PasswordInput, Progress, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { askStrength } from '../api/session';
import type { Strength } from '../api/types';

interface Props {
  value: string;
  onChange: (value: string) => void;
  hints: string[];
  onJudged?: (acceptable: boolean) => void;
  label?: string;
}

const colours = ['brick', 'brick', 'amber', 'ink', 'ink'];

export function NewPassphrase({ value, onChange, hints, onJudged, label }: Props) {
  const { t } = useTranslation();
  const [asked] = useDebouncedValue(value, 250);
  const [judged, setJudged] = useState<{ of: string; strength: Strength }>();
  const hint = hints.join('\n');
  useEffect(() => {
    if (asked === '') return;
    let current = true;
    askStrength(asked, hint.split('\n').filter(Boolean))
      .then((strength) => {
        if (!current) return;
        setJudged({ of: asked, strength });
        onJudged?.(strength.acceptable);
      })
      .catch(() => onJudged?.(true)); // the server judges again when it is set
    return () => {
      current = false;
    };
  }, [asked, hint, onJudged]);
  const strength = value !== '' ? judged?.strength : undefined;
  return (
    <Stack gap={6}>
      <PasswordInput
        label={label ?? t('passphrase.new')}
        description={t('passphrase.help')}
        autoComplete="new-password"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        visibilityToggleButtonProps={{ 'aria-label': t('passphrase.show') }}
        required
      />
      <Progress
        value={strength ? (strength.score + 1) * 20 : 0}
        color={colours[strength?.score ?? 0] ?? 'ink'}
        size={4}
        aria-label={t('passphrase.strength')}
      />
      <Text size="sm" c="dimmed" mih={21} aria-live="polite">
        {strength
          ? `${t(`passphrase.advice.${strength.advice}`)} ${t('passphrase.crack', { time: t(`passphrase.time.${strength.crack_time}`) })}`
          : ''}
      </Text>
    </Stack>
  );
}
