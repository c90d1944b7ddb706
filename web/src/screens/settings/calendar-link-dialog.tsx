// SPDX-License-Identifier: AGPL-3.0-or-later
// Making a calendar link, on purpose: what it gives away stands above the button.
import { Alert, Button, Group, Modal, Radio, Stack } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { post } from '../../api/client';
import { useAttempt } from '../../ui/errors';
import { LinkDialog } from '../members/link-dialog';
import { StateSelect } from '../recommendations/parts';

export function CalendarLinkDialog({ state: first = '', onClose }: { state?: string; onClose: () => void }) {
  const { t } = useTranslation();
  const attempt = useAttempt();
  const client = useQueryClient();
  const [shows, setShows] = useState('dates');
  const [state, setState] = useState(first);
  const [busy, setBusy] = useState(false);
  const [link, setLink] = useState('');
  if (link)
    return <LinkDialog title={t('calendar_links.ready')} note={t('calendar_links.hand_over')} link={link} onClose={onClose} />;
  const make = async () => {
    setBusy(true);
    await attempt(async () => {
      const asked = { titles: shows === 'titles', ...(state ? { state } : {}) };
      const made = await post<{ link: string }>('/me/calendar-links', asked);
      await client.invalidateQueries({ queryKey: ['calendar-links'] });
      setLink(made.link);
    });
    setBusy(false);
  };
  return (
    <Modal opened onClose={onClose} title={t('calendar_links.new')} closeButtonProps={{ 'aria-label': t('do.close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void make();
        }}
      >
        <Stack>
          <Radio.Group label={t('calendar_links.shows')} value={shows} onChange={setShows}>
            <Stack gap={6} mt={6}>
              <Radio value="dates" label={t('calendar_links.dates_only')} description={t('calendar_links.dates_only_help')} />
              <Radio value="titles" label={t('calendar_links.with_titles')} description={t('calendar_links.with_titles_help')} />
            </Stack>
          </Radio.Group>
          <StateSelect label={t('calendar_links.state')} value={state} onChange={setState} clearable />
          <Alert color="amber" icon={<IconInfoCircle aria-hidden />}>
            {t('calendar_links.warning')}
          </Alert>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('do.cancel')}
            </Button>
            <Button type="submit" loading={busy}>
              {t('calendar_links.make')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
