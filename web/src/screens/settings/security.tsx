// SPDX-License-Identifier: AGPL-3.0-or-later
// How I come in: passphrase, second factor, passkeys, codes for the day all else is lost, and where I am signed in.
import { Stack } from '@mantine/core';
import { Logins } from './logins';
import { PassphraseCard } from './passphrase-card';
import { PasskeysCard } from './passkeys-card';
import { TotpCard } from './totp-card';

export function Security() {
  return (
    <Stack maw={760} gap="lg">
      <TotpCard />
      <PasskeysCard />
      <PassphraseCard />
      <Logins />
    </Stack>
  );
}
