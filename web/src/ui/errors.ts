// SPDX-License-Identifier: AGPL-3.0-or-later
import { notifications } from '@mantine/notifications';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/error';
import { useTold } from '../words/told';

/** What went wrong, in the reader's language. The server's `detail` is for operators and only follows where it says where. */
export function useErrorText(): (error: unknown) => string {
  const { t, i18n } = useTranslation();
  const told = useTold();
  return useCallback(
    (error: unknown) => {
      if (!(error instanceof ApiError)) return t('error.bug');
      const key = error.message.startsWith('error.') && i18n.exists(error.message) ? error.message : `error.${error.kind}`;
      const text = i18n.exists(key) ? t(key) : t('error.io');
      if (error.waitS) return `${text} ${t('error.wait', { count: error.waitS })}`;
      return error.kind === 'invalid' && error.detail ? `${text} (${told(error.detail)})` : text;
    },
    [t, i18n, told],
  );
}

/** Runs a change; a failure becomes a notice that stays until it is read. */
export function useAttempt(): (work: () => Promise<unknown>, done?: string) => Promise<boolean> {
  const say = useErrorText();
  const { t } = useTranslation();
  return useCallback(
    async (work, done) => {
      try {
        await work();
        if (done) notifications.show({ message: done, color: 'ink', closeButtonProps: { 'aria-label': t('do.close') } });
        return true;
      } catch (error) {
        notifications.show({
          message: say(error),
          color: 'brick',
          autoClose: false,
          closeButtonProps: { 'aria-label': t('do.close') },
        });
        return false;
      }
    },
    [say, t],
  );
}
