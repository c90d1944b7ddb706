// SPDX-License-Identifier: AGPL-3.0-or-later
import { Anchor, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Passage } from '../../api/types';

/** What was quoted from this page, by anyone who may see it. */
export function Margin({ passages, onPoint }: { passages: Passage[]; onPoint: (id: string | undefined) => void }) {
  const { t } = useTranslation();
  if (passages.length === 0) return null;
  return (
    <Stack gap="xs" component="section" aria-label={t('passage.on_page')} mt="lg">
      <Title order={2} size="h5">
        {t('passage.on_page')}
      </Title>
      {passages.map((passage) => (
        <div
          key={passage.id}
          className="margin-note"
          onMouseEnter={() => onPoint(passage.id)}
          onMouseLeave={() => onPoint(undefined)}
        >
          <Text className="serif" size="sm" lineClamp={3}>
            {passage.text}
          </Text>
          {passage.note ? <Text size="sm">{passage.note}</Text> : null}
          <Anchor component={Link} to={`/passages/${passage.id}`} size="sm">
            {t('passage.open')}
          </Anchor>
        </div>
      ))}
    </Stack>
  );
}
