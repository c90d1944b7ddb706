// SPDX-License-Identifier: AGPL-3.0-or-later
// What the State said and how far it went, always as a word with a sign beside it, never by colour alone.
import { Badge, Text } from '@mantine/core';
import {
  IconArrowsDiff,
  IconChecks,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleHalf2,
  IconCircleMinus,
  IconCircleX,
  IconClockExclamation,
  IconHelpCircle,
  IconHourglass,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useLabels } from '../../ui/labels';

const positionIcons: Record<string, typeof IconChecks> = {
  supported: IconCircleCheck,
  implemented: IconChecks,
  partly: IconCircleHalf2,
  under_examination: IconHourglass,
  noted: IconCircleMinus,
  none: IconCircleDashed,
};
const levelIcons: Record<string, typeof IconChecks> = {
  implemented: IconCircleCheck,
  in_part: IconCircleHalf2,
  not_implemented: IconCircleX,
  cannot_say: IconHelpCircle,
};

export function PositionMark({ code }: { code: string }) {
  const { term } = useLabels();
  const Shape = positionIcons[code || 'none'] ?? IconCircleDashed;
  return (
    <span className="sign">
      <Shape size={17} stroke={1.8} aria-hidden className={`ink-${code || 'none'}`} />
      <span>{term('positions', code || 'none')}</span>
    </span>
  );
}

/** `grade` where the scale has words of its own; else the level that all scales come down to. */
export function LevelMark({ level, grade }: { level: string; grade?: string }) {
  const { t, i18n } = useTranslation();
  const { term } = useLabels();
  const plain = `answers.level.${level}`;
  const Shape = levelIcons[level] ?? IconHelpCircle;
  return (
    <span className="sign">
      <Shape size={17} stroke={1.8} aria-hidden />
      <Text span fw={600} inherit>
        {!grade && i18n.exists(plain) ? t(plain) : term('assessment_grades', grade || level)}
      </Text>
    </span>
  );
}

export function Disagree() {
  const { t } = useTranslation();
  return (
    <Badge color="amber" variant="light" size="md" leftSection={<IconArrowsDiff size={14} aria-hidden />}>
      {t('answers.disagree')}
    </Badge>
  );
}

export function Overdue() {
  const { t } = useTranslation();
  return (
    <Badge color="brick" variant="light" size="md" leftSection={<IconClockExclamation size={14} aria-hidden />}>
      {t('answers.overdue')}
    </Badge>
  );
}
