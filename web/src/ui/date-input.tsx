// SPDX-License-Identifier: AGPL-3.0-or-later
// A date may be known only roughly. It is typed (2012-07, 2012~, 2010-06/2010-08) or picked, and read back in words.
import '@mantine/dates/styles.css';
import 'dayjs/locale/ru';
import 'dayjs/locale/kk';
import 'dayjs/locale/ky';
import 'dayjs/locale/tg';
import 'dayjs/locale/uz-latn';
import 'dayjs/locale/tk';
import { ActionIcon, Popover, TextInput } from '@mantine/core';
import { DatePicker } from '@mantine/dates';
import { IconCalendar } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { dateInWords, isDate } from './dates';
import { useDateWords } from './value';

interface Props {
  label: ReactNode;
  description?: ReactNode;
  error?: ReactNode;
  withAsterisk?: boolean;
  value: string;
  onChange: (value: string) => void;
}

const full = /^\d{4}-\d{2}-\d{2}$/;

export function DateInput({ value, onChange, description, error, ...rest }: Props) {
  const { t, i18n } = useTranslation();
  const words = useDateWords();
  const [open, setOpen] = useState(false);
  const said = value && isDate(value) ? t('date.reads', { date: dateInWords(value, i18n.language, words) }) : '';
  const locale = i18n.language === 'uz' ? 'uz-latn' : i18n.language;
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" trapFocus withRoles={false}>
      <Popover.Target>
        <TextInput
          {...rest}
          description={said || description}
          error={error ?? (value && !isDate(value) ? t('date.unread') : undefined)}
          placeholder={t('date.placeholder')}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value.trim())}
          autoComplete="off"
          rightSection={
            <ActionIcon variant="subtle" aria-label={t('date.pick')} onClick={() => setOpen(!open)}>
              <IconCalendar size={17} />
            </ActionIcon>
          }
        />
      </Popover.Target>
      <Popover.Dropdown>
        <DatePicker
          locale={locale}
          value={full.test(value) ? value : null}
          onChange={(next) => {
            onChange(next ?? '');
            setOpen(false);
          }}
          ariaLabels={{ previousMonth: t('date.previous'), nextMonth: t('date.next') }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
