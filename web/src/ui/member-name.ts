// SPDX-License-Identifier: AGPL-3.0-or-later
import { useTranslation } from 'react-i18next';
import { useMembers } from '../api/queries';

/** Turns a member's id into a name, as far as the reader may know it. */
export function useMemberName(): (id: string | undefined) => string {
  const { t } = useTranslation();
  const { data } = useMembers();
  return (id) => {
    if (!id) return t('member.program');
    const found = data?.members.find((one) => one.id === id);
    if (found) return found.name;
    return /^[0-9A-HJKMNP-TV-Za-z]{26}$/.test(id) ? t('member.unknown') : id;
  };
}
