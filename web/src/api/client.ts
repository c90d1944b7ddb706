// SPDX-License-Identifier: AGPL-3.0-or-later
// One door to the server: same origin, session cookie, the token that proves a change was meant, errors as ApiError.
import { ApiError, readError } from './error';
import { noteReach } from './reach';

export const base = '/api/v1';
let token = '';
/** Kept in memory only; it comes with each session answer. */
export const rememberToken = (value: string): void => void (token = value);

export type Query = Record<string, string | number | boolean | string[] | undefined | null>;

export function address(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null || value === '') continue;
    for (const one of Array.isArray(value) ? value : [value]) search.append(name, String(one));
  }
  const tail = search.toString();
  return base + path + (tail ? `?${tail}` : '');
}

async function send(method: string, url: string, init: RequestInit): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set('Accept', 'application/json');
  if (method !== 'GET') headers.set('X-Guvoh-Token', token);
  try {
    const answer = await fetch(url, { ...init, method, headers, credentials: 'same-origin', cache: 'no-store' });
    noteReach(true);
    return answer;
  } catch (error) {
    if (init.signal?.aborted) throw error;
    noteReach(false);
    throw ApiError.offline();
  }
}

async function read<T>(answer: Response): Promise<T> {
  const text = await answer.text();
  let body: unknown;
  try {
    body = text ? JSON.parse(text) : undefined;
  } catch {
    body = undefined;
  }
  if (!answer.ok) throw readError(answer.status, body);
  return body as T;
}

export async function get<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> {
  return read<T>(await send('GET', address(path, query), signal ? { signal } : {}));
}

export async function change<T>(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
  query?: Query,
): Promise<T> {
  const init: RequestInit =
    body === undefined ? {} : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } };
  return read<T>(await send(method, address(path, query), init));
}

export const post = <T>(path: string, body: unknown = {}): Promise<T> => change<T>('POST', path, body);

/** Sends a file as it is. */
export async function sendFile<T>(path: string, file: Blob, query: Query): Promise<T> {
  return read<T>(
    await send('POST', address(path, query), {
      body: file,
      headers: { 'Content-Type': file.type || 'application/octet-stream' },
    }),
  );
}

export const tokenHeader = (): [string, string] => ['X-Guvoh-Token', token];
