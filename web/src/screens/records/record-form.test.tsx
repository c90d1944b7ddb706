// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest';
import { verdictOf } from '../proof/verdict';
import { browserOf } from '../settings/browser';
import { nameFrom } from '../settings/name-from';
import type { RecordType } from '../../api/types';
import { inDispute } from './changed-meanwhile';
import { deedOf } from './history-tab';
import { givenIn } from './new-record';
import { changed } from './record-form';

describe('a form sends', () => {
  it('only what differs, and null for what was emptied', () => {
    expect(changed({ a: 'x', b: ['1'], c: 'y' }, { a: 'x', b: ['1', '2'], c: '' })).toEqual({ b: ['1', '2'], c: null });
  });

  it('no sealed field that stayed shut, and nothing for what was empty all along', () => {
    expect(changed({ names: { sealed: true } }, { names: { sealed: true }, note: '', list: [] })).toEqual({});
  });
});

describe('a field is in dispute', () => {
  const before = { alias: 'a', note: 'n', sex: 'male' };

  it('when the other changed it to something else, and not when only one of the two did', () => {
    const theirs = { alias: 'b', note: 'n', sex: 'female' };
    expect(inDispute(before, theirs, { alias: 'c', note: 'm' })).toEqual(['alias']);
    expect(inDispute(before, theirs, { sex: 'female' })).toEqual([]);
  });

  it('when it is sealed, since nobody can see whether the other changed it', () => {
    expect(inDispute({}, { names: { sealed: true } }, { names: ['x'] })).toEqual(['names']);
  });

  it('when the other emptied it', () => {
    expect(inDispute(before, { alias: 'a', sex: 'male' }, { note: 'm' })).toEqual(['note']);
  });
});

it('a new record takes from its address what its type knows', () => {
  const fields = [
    { name: 'recommendations', kind: 'links', labels: {} },
    { name: 'state', kind: 'term', labels: {} },
    { name: 'imported', kind: 'data', labels: {}, read_only: true },
  ];
  const address = new URLSearchParams('recommendations=a&recommendations=b&state=UZB&imported=x&other=y');
  expect(givenIn(address, { fields } as unknown as RecordType)).toEqual({ recommendations: ['a', 'b'], state: 'UZB' });
});

it('a history tells recording from changing', () => {
  expect(deedOf({ kind: 'put', fields: [{ field: 'a', before: null, after: 'x' }] })).toBe('create');
  expect(deedOf({ kind: 'put', fields: [{ field: 'a', before: 'x', after: 'y' }] })).toBe('change');
  expect(deedOf({ kind: 'open', fields: [] })).toBe('open');
});

it('only a clear yes is a verified record', () => {
  const at = '2026-01-01T00:00:00Z';
  expect(verdictOf({ last_verified_at: at, last_result: { ok: true }, verifying: false })).toBe('holds');
  expect(verdictOf({ last_verified_at: at, last_result: { ok: false }, verifying: false })).toBe('broken');
  expect(verdictOf({ last_verified_at: at, last_result: {}, verifying: false })).toBe('broken');
  expect(verdictOf({ last_verified_at: null, last_result: null, verifying: false })).toBe('unknown');
  expect(verdictOf({ last_verified_at: at, last_result: { ok: true }, verifying: true })).toBe('running');
});

it('names for people become names for storage, and browsers are recognised', () => {
  expect(nameFrom('Cell number (today)')).toBe('cell_number_today');
  expect(browserOf('Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0')).toBe('Firefox, Linux');
});
