// SPDX-License-Identifier: AGPL-3.0-or-later
// How I come in: passphrase, second factor, passkeys, codes for the day all else is lost; where I am signed in; what reads without it.
import { Stack } from '@mantine/core';
import { useMay } from '../../api/session';
import { CalendarLinksCard } from './calendar-links-card';
import { Logins } from './logins';
import { PassphraseCard } from './passphrase-card';
import { PasskeysCard } from './passkeys-card';
import { TotpCard } from './totp-card';

export function Security() {
  const read = useMay('read');
  return (
    <Stack maw={760} gap="lg">
      <TotpCard />
      <PasskeysCard />
      <PassphraseCard />
      <Logins />
      {read ? <CalendarLinksCard /> : null}
    </Stack>
  );
}
