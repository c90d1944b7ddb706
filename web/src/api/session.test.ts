// SPDX-License-Identifier: AGPL-3.0-or-later
import { QueryClient } from '@tanstack/react-query';
import { afterEach, expect, it, vi } from 'vitest';
import { perhapsSignedIn } from './marker';
import { enter, leave, loadSession } from './session';
import type { Session } from './types';

const asked = vi.fn();
const answer = (status: number, body: unknown) =>
  vi.stubGlobal('fetch', (url: string) => {
    asked(url);
    return Promise.resolve(new Response(JSON.stringify(body), { status }));
  });
afterEach(() => {
  vi.unstubAllGlobals();
  asked.mockClear();
  window.localStorage.clear();
});
const session = { csrf_token: 'x' } as Session;

it('nobody is asked about where nobody signed in', async () => {
  answer(401, {});
  expect(await loadSession()).toBe(null);
  expect(asked).not.toHaveBeenCalled();
});

it('who signed in is asked about, until it is said that the session is over', async () => {
  enter(new QueryClient(), session);
  answer(200, session);
  expect(await loadSession()).toEqual(session);
  answer(401, { error: { kind: 'signed_out', message: 'error.signed_out' } });
  expect(await loadSession()).toBe(null);
  expect(asked).toHaveBeenCalledTimes(2);
  expect(perhapsSignedIn()).toBe(false);
});

it('who leaves is not asked about again', async () => {
  const client = new QueryClient();
  enter(client, session);
  leave(client);
  answer(200, session);
  expect(await loadSession()).toBe(null);
});
