// SPDX-License-Identifier: AGPL-3.0-or-later
import {
  Button,
  Group,
  SegmentedControl,
  Select,
  Stack,
  Text,
  TextInput,
  useMantineColorScheme,
  type MantineColorScheme,
} from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { change } from '../../api/client';
import { sessionKey, useSession } from '../../api/session';
import type { Session } from '../../api/types';
import { useAttempt } from '../../ui/errors';
import { speak } from '../../words';
import { languages } from '../../words/languages';

export function Me() {
  const { t, i18n } = useTranslation();
  const session = useSession();
  const client = useQueryClient();
  const attempt = useAttempt();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [name, setName] = useState(session.member.name);
  const save = (part: { name?: string; language?: string }) =>
    attempt(async () => {
      const answer = await change<{ session: Session }>('PATCH', '/me', part);
      client.setQueryData(sessionKey, answer.session);
    }, t('do.saved'));
  return (
    <Stack maw={520} gap="lg">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save({ name: name.trim() });
        }}
      >
        <Group align="flex-end" wrap="nowrap">
          <TextInput
            flex={1}
            label={t('start.name')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            required
          />
          <Button type="submit" disabled={name.trim() === '' || name === session.member.name}>
            {t('do.save')}
          </Button>
        </Group>
      </form>
      <TextInput label={t('start.login')} value={session.member.login} readOnly variant="filled" />
      <Select
        label={t('language.choose')}
        data={languages.map((one) => ({
          value: one.code,
          label: one.reviewed ? one.name : `${one.name} (${t('language.unreviewed')})`,
        }))}
        value={i18n.language}
        allowDeselect={false}
        onChange={(code) => {
          if (!code) return;
          void speak(code);
          void save({ language: code });
        }}
      />
      <div>
        <Text size="sm" fw={500} mb={4} id="look">
          {t('look.title')}
        </Text>
        <SegmentedControl
          aria-labelledby="look"
          value={colorScheme}
          onChange={(value) => setColorScheme(value as MantineColorScheme)}
          data={[
            { value: 'light', label: t('look.light') },
            { value: 'dark', label: t('look.dark') },
            { value: 'auto', label: t('look.auto') },
          ]}
        />
      </div>
    </Stack>
  );
}
