// SPDX-License-Identifier: AGPL-3.0-or-later
// The line above everything that is printed: whose record it is, who printed it, and when.
import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { useSession } from '../api/session';
import { instantInFull } from '../ui/dates';

export function PrintHead() {
  const { t, i18n } = useTranslation();
  const { workspace_name, member } = useSession();
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const look = (): void => flushSync(() => setNow(Date.now()));
    window.addEventListener('beforeprint', look);
    return () => window.removeEventListener('beforeprint', look);
  }, []);
  return (
    <div className="print-head" aria-hidden>
      <span>{workspace_name} · Guvoh</span>
      <span>{t('frame.printed', { name: member.name, date: instantInFull(now, i18n.language) })}</span>
    </div>
  );
}
