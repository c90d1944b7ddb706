// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest';
import { address } from './client';
import { kindOf, readError } from './error';
import { toBytes, toText } from './passkey';

describe('a refusal', () => {
  it('keeps its kind, its field and what came with it', () => {
    const error = readError(409, {
      error: { kind: 'conflict', message: 'error.conflict', field: 'alias' },
      current: { id: 'x' },
    });
    expect([error.kind, error.field, error.rest.current]).toEqual(['conflict', 'alias', { id: 'x' }]);
  });

  it('that is no JSON is known by its status', () => {
    expect(readError(401, '<html>').kind).toBe('signed_out');
    expect(readError(502, undefined).kind).toBe('io');
    expect(kindOf(new TypeError('x'))).toBe('bug');
  });
});

it('an address leaves out what is empty and repeats what is many', () => {
  expect(address('/x', { q: '', limit: 5, where: ['a:is:1', 'b:is:2'], none: undefined })).toBe(
    '/api/v1/x?limit=5&where=a%3Ais%3A1&where=b%3Ais%3A2',
  );
});

it('bytes survive base64url both ways', () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, n) => n);
  expect([...toBytes(toText(bytes))]).toEqual([...bytes]);
  expect(toText(bytes)).not.toMatch(/[+/=]/);
});
