// SPDX-License-Identifier: AGPL-3.0-or-later
// Who is here: state of the server, the session, every way in and out.
import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { change, get, post, rememberToken } from './client';
import { kindOf } from './error';
import { markSignedIn, perhapsSignedIn } from './marker';
import type { FactorMethod, Permission, Session, SetupRequest, SignInAnswer, State, Strength } from './types';

export const stateKey = ['state'];
export const sessionKey = ['session'];

export const useServerState = () => useQuery({ queryKey: stateKey, queryFn: () => get<State>('/state'), staleTime: 60_000 });

export async function loadSession(): Promise<Session | null> {
  if (!perhapsSignedIn()) return null;
  try {
    const session = await get<Session>('/session');
    rememberToken(session.csrf_token);
    return session;
  } catch (error) {
    if (!['signed_out', 'locked', 'bad_key', 'not_found'].includes(kindOf(error))) throw error;
    markSignedIn(false);
    return null;
  }
}

export const useSessionQuery = () => useQuery({ queryKey: sessionKey, queryFn: loadSession, staleTime: 30_000 });

/** The session of a signed-in screen; screens inside the frame are only drawn with one. */
export function useSession(): Session {
  const { data } = useSessionQuery();
  if (!data) throw new Error('no session');
  return data;
}

export function useMay(permission: Permission): boolean {
  return useSessionQuery().data?.permissions.includes(permission) ?? false;
}

/** Takes a new session into use and forgets everything that was loaded for another one. */
export function enter(client: QueryClient, session: Session): void {
  rememberToken(session.csrf_token);
  markSignedIn(true);
  client.setQueryData(sessionKey, session);
  forget(client);
}

export function leave(client: QueryClient): void {
  rememberToken('');
  markSignedIn(false);
  client.setQueryData(sessionKey, null);
  forget(client);
}

/** What anyone may ask stays, since the door is drawn from it; everything else was another's. */
const anyones = new Set(['session', 'state', 'join']);
function forget(client: QueryClient): void {
  client.removeQueries({ predicate: (query) => !anyones.has(String(query.queryKey[0])) });
}

export function useSignOut(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await change('DELETE', '/session').catch(() => undefined);
    leave(client);
  };
}

export const setUp = (request: SetupRequest) => post<{ recovery_key: string; session: Session }>('/setup', request);
export const askStrength = (passphrase: string, hints: string[]) => post<Strength>('/passphrase-strength', { passphrase, hints });
export const signIn = (login: string, passphrase: string) => post<SignInAnswer>('/session', { login, passphrase });
export const secondFactor = (challenge: string, method: FactorMethod, proof: { code?: string; credential?: unknown }) =>
  post<{ session: Session }>('/session/second-factor', { challenge, method, ...proof });
export const passkeyBegin = () => post<{ challenge: string; options: unknown }>('/session/passkey/begin');
export const passkeyFinish = (challenge: string, credential: unknown, prf?: string) =>
  post<{ session: Session }>('/session/passkey/finish', { challenge, credential, ...(prf ? { prf } : {}) });
export const lookInvitation = (token: string) =>
  post<{ name: string; login: string; workspace_name: string }>('/join/look', { token });
export const join = (token: string, passphrase: string, language: string) =>
  post<{ session: Session }>('/join', { token, passphrase, language });
