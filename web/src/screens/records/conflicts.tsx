// SPDX-License-Identifier: AGPL-3.0-or-later
// Two people changed the same field without knowing of each other. Both values stand side by side; someone chooses.
import { Button, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { post } from '../../api/client';
import type { RecordView, Value } from '../../api/types';
import { fieldOf, typeOf, useLabels } from '../../ui/labels';
import { useMemberName } from '../../ui/member-name';
import { ReasonDialog } from '../../ui/reason';
import { ValueView } from '../../ui/value';
import { When } from '../../ui/when';

export function Conflicts({ record }: { record: RecordView }) {
  const { t } = useTranslation();
  const { schema, field: fieldLabel } = useLabels();
  const member = useMemberName();
  const client = useQueryClient();
  const [choice, setChoice] = useState<{ field: string; value: Value }>();
  const type = typeOf(schema, record.type);
  return (
    <Stack gap="xl">
      {Object.entries(record.conflicts).map(([name, claims]) => (
        <section key={name}>
          <Title order={2} size="h5" mb="xs">
            {fieldLabel(record.type, name)}
          </Title>
          <SimpleGrid cols={{ base: 1, sm: Math.min(claims.length, 3) }}>
            {claims.map((claim, at) => (
              <Paper key={at} withBorder p="md">
                <Text component="div">
                  <ValueView field={fieldOf(type, name)} value={claim.value} />
                </Text>
                <Text size="sm" c="dimmed" my="xs">
                  {member(claim.member)} · <When at={claim.at} />
                </Text>
                {record.may.change ? (
                  <Button size="xs" variant="default" onClick={() => setChoice({ field: name, value: claim.value })}>
                    {t('conflict.choose')}
                  </Button>
                ) : null}
              </Paper>
            ))}
          </SimpleGrid>
        </section>
      ))}
      {choice ? (
        <ReasonDialog
          title={t('conflict.choose')}
          note={t('conflict.kept')}
          action={t('conflict.choose')}
          onClose={() => setChoice(undefined)}
          onGiven={async (reason) => {
            const next = await post<RecordView>(`/record/${record.id}/resolve`, { ...choice, reason });
            client.setQueryData(['record', record.id], next);
          }}
        />
      ) : null}
    </Stack>
  );
}
