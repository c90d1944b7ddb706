// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest';
import { askedGroups, groupsOf, sameGroup } from './groups';
import { loginFrom } from './start-form';

describe('a recovery key', () => {
  it('is read in groups, however they are parted', () => {
    expect(groupsOf(' AAAA-BBBB CCCC\nDDDD ')).toEqual(['AAAA', 'BBBB', 'CCCC', 'DDDD']);
  });

  it('is asked back by two different groups', () => {
    for (let n = 0; n < 200; n++) {
      const [a, b] = askedGroups(8);
      expect(a).toBeLessThan(b ?? 0);
      expect(b).toBeLessThan(8);
    }
    expect(askedGroups(1)).toEqual([0]);
  });

  it('may be typed back in any case and with spaces', () => {
    expect(sameGroup(' k7 qf', 'K7QF')).toBe(true);
    expect(sameGroup('K7QE', 'K7QF')).toBe(false);
  });
});

it('a login is made of the first name, when it has Latin letters', () => {
  expect(loginFrom('Élodie Testova')).toBe('elodie');
  expect(loginFrom('Айгуль')).toBe('');
});
