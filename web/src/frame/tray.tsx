// SPDX-License-Identifier: AGPL-3.0-or-later
// What is on its way in: each file with its stage, pages and problems. Closing hides it; work goes on, and a button brings it back.
import { Affix, Anchor, Badge, Button, CloseButton, Group, Paper, Progress, ScrollArea, Stack, Text } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { cancelJob, clearDrops, isOver, keepUnread, showTray, useDrops, type Drop, type Sending } from '../api/uploads';
import { useAttempt } from '../ui/errors';
import { useTold } from '../words/told';
import { stageOf, totals } from './tray-stage';

export function Tray() {
  const { t } = useTranslation();
  const { drops, shown } = useDrops();
  if (drops.length === 0) return null;
  const busy = drops.some((drop) => !isOver(drop));
  if (!shown) {
    if (!busy) return null;
    return (
      <Affix position={{ bottom: 16, right: 16 }} zIndex={150}>
        <Button leftSection={<IconUpload size={16} aria-hidden />} onClick={() => showTray(true)}>
          {t('tray.show')}
        </Button>
      </Affix>
    );
  }
  return (
    <Affix position={{ bottom: 16, right: 16 }} zIndex={150}>
      <Paper
        withBorder
        shadow="md"
        p="sm"
        w="min(420px, calc(100vw - 32px))"
        role="region"
        aria-label={t('tray.title')}
        className="sheet"
      >
        <Group justify="space-between" mb={6}>
          <Text fw={600}>{t('tray.title')}</Text>
          <CloseButton aria-label={t('do.close')} onClick={() => (busy ? showTray(false) : clearDrops())} />
        </Group>
        <ScrollArea.Autosize mah={320} viewportProps={{ tabIndex: 0, role: 'group', 'aria-label': t('tray.title') }}>
          <Stack gap="md">
            {drops.map((drop) => (
              <OneDrop key={drop.job} drop={drop} />
            ))}
          </Stack>
        </ScrollArea.Autosize>
      </Paper>
    </Affix>
  );
}

function OneDrop({ drop }: { drop: Drop }) {
  const { t } = useTranslation();
  const attempt = useAttempt();
  const sum = totals(drop);
  return (
    <Stack gap={6}>
      {drop.files.map((file, at) => (
        <OneFile key={`${file.name}-${at}`} drop={drop} file={file} />
      ))}
      <Group justify="space-between">
        <Text size="xs" c="dimmed" aria-live="polite">
          {t('tray.sum', { ...sum })}
        </Text>
        {isOver(drop) ? null : (
          <Button size="compact-xs" variant="subtle" onClick={() => void attempt(() => cancelJob(drop.job))}>
            {t('do.cancel')}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

function OneFile({ drop, file }: { drop: Drop; file: Sending }) {
  const { t } = useTranslation();
  const told = useTold();
  const { stage, percent, report, refused } = stageOf(drop, file);
  const document = report?.documents[0];
  const known = t(`tray.stage.${stage}`, stage);
  return (
    <div>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Text size="sm" truncate title={file.name}>
          {document ? (
            <Anchor component={Link} to={`/documents/${document}`}>
              {file.name}
            </Anchor>
          ) : (
            file.name
          )}
        </Text>
        <Badge variant="light" color={stage === 'refused' || stage === 'failed' ? 'brick' : 'ink'} style={{ flexShrink: 0 }}>
          {known}
        </Badge>
      </Group>
      {percent < 100 ? <Progress value={percent} size={3} aria-label={known} /> : null}
      {report && report.pages > 0 ? (
        <Text size="xs" c="dimmed">
          {t('tray.pages', { count: report.pages })}
        </Text>
      ) : null}
      {refused || file.error ? (
        <Text size="xs" c="var(--guvoh-bad)">
          {refused ? told(refused) : t(file.error ?? '', file.error ?? '')}
        </Text>
      ) : null}
      {refused && !file.kept ? (
        <Button size="compact-xs" variant="subtle" onClick={() => keepUnread(drop, file)}>
          {t('tray.keep')}
        </Button>
      ) : null}
    </div>
  );
}
