// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest';
import { Offsets, pieces } from './utf8';

describe('offsets', () => {
  const text = 'aя😀б';
  const offsets = new Offsets(text);

  it('turn bytes of UTF-8 into UTF-16 units', () => {
    expect([0, 1, 3, 7, 9].map((byte) => offsets.unitAt(byte))).toEqual([0, 1, 2, 4, 5]);
  });

  it('take a byte inside a letter as its beginning', () => {
    expect(offsets.unitAt(2)).toBe(1);
    expect(offsets.unitAt(5)).toBe(2);
  });

  it('count code points for passages', () => {
    expect([0, 1, 2, 4, 5].map((unit) => offsets.pointAt(unit))).toEqual([0, 1, 2, 3, 4]);
  });

  it('agree with the platform on any mix of scripts', () => {
    const mixed = 'Раҳматов Rakhmatov ٣ 𝒳 e\u0301';
    const known = new Offsets(mixed);
    for (let unit = 0; unit <= mixed.length; unit++) {
      if (mixed.charCodeAt(unit) >= 0xdc00 && mixed.charCodeAt(unit) < 0xe000) continue;
      expect(known.byteAt(unit)).toBe(new TextEncoder().encode(mixed.slice(0, unit)).length);
      expect(known.unitAt(known.byteAt(unit))).toBe(unit);
    }
  });
});

describe('pieces', () => {
  it('cut a text at its marks, in bytes', () => {
    const found = pieces('пытки и ещё', [[0, 10]]);
    expect(found).toEqual([
      { text: 'пытки', marked: true },
      { text: ' и ещё', marked: false },
    ]);
  });

  it('survive marks that overlap, repeat or run over the end', () => {
    const found = pieces('abcdef', [[4, 99], [1, 3], [2, 3], [3, 3]]); // prettier-ignore
    expect(found.map((piece) => piece.text).join('')).toBe('abcdef');
    expect(found.filter((piece) => piece.marked).map((piece) => piece.text)).toEqual(['bc', 'ef']);
  });
});
