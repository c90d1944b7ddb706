// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest';
import { readListUrl, writeListUrl } from './list-url';
import { chosen, readCondition, toggle, writeCondition } from './where';

describe('conditions', () => {
  it('are read and written the same', () => {
    for (const text of [
      'sex:is:male',
      'sex:any:male|female',
      'born_on:within:2010/2012',
      'note:missing:',
      'url:is:https://x.example',
    ])
      expect(writeCondition(readCondition(text))).toBe(text);
  });

  it('of one facet are alternatives', () => {
    const one = toggle([], 'sex', 'male');
    const two = toggle(one, 'sex', 'female');
    expect(one).toEqual(['sex:is:male']);
    expect(two).toEqual(['sex:any:male|female']);
    expect(toggle(two, 'sex', 'male')).toEqual(['sex:is:female']);
    expect(toggle(one, 'sex', 'male')).toEqual([]);
  });

  it('of other facets stay', () => {
    expect(toggle(['kind:is:pdf'], 'sex', 'male')).toEqual(['kind:is:pdf', 'sex:is:male']);
    expect(chosen(['kind:is:pdf', 'sex:any:a|b'], 'sex')).toEqual(new Set(['a', 'b']));
  });

  it('on a date hold what lies within it', () => {
    expect(toggle([], 'created_at', '2026', 'within')).toEqual(['created_at:within:2026']);
    expect(toggle(['created_at:within:2026'], 'created_at', '2026', 'within')).toEqual([]);
  });
});

describe('a list', () => {
  it('is its address', () => {
    const written = writeListUrl(new URLSearchParams('other=1'), {
      q: 'Аскаров',
      where: ['sex:is:male', 'kind:is:x'],
      sort: '-alias',
      open: 'id',
      compact: true,
    });
    expect(written.get('other')).toBe('1');
    expect(readListUrl(new URLSearchParams(written.toString()))).toEqual({
      q: 'Аскаров',
      where: ['sex:is:male', 'kind:is:x'],
      sort: '-alias',
      open: 'id',
      compact: true,
    });
  });

  it('loses what is emptied and keeps what is not named', () => {
    const next = writeListUrl(new URLSearchParams('q=a&sort=alias&where=x:is:1'), { q: '', where: [] });
    expect(next.toString()).toBe('sort=alias');
  });
});
