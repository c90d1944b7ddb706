// SPDX-License-Identifier: AGPL-3.0-or-later
import { Button, Menu, Text, useDirection } from '@mantine/core';
import { IconCheck, IconLanguage } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { speak } from '../words';
import { directionOf, languages } from '../words/languages';

export function LanguageMenu() {
  const { t, i18n } = useTranslation();
  const { setDirection } = useDirection();
  const now = languages.find((l) => l.code === i18n.language);
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <Button
          variant="subtle"
          size="compact-md"
          leftSection={<IconLanguage size={18} aria-hidden />}
          aria-label={`${now?.code.toUpperCase() ?? ''}: ${t('language.choose')}`}
        >
          {now?.code.toUpperCase()}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {languages.map((language) => (
          <Menu.Item
            key={language.code}
            lang={language.code}
            onClick={() => void speak(language.code).then(() => setDirection(directionOf(language.code)))}
            rightSection={language.code === now?.code ? <IconCheck size={16} aria-label={t('language.now')} /> : null}
          >
            {language.name}
            {language.reviewed ? null : (
              <Text size="xs" c="dimmed" lang={i18n.language}>
                {t('language.unreviewed')}
              </Text>
            )}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
