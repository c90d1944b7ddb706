// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest';
import type { PageInfo } from '../../api/types';
import { Offsets } from '../../ui/utf8';
import { wordAt } from './page-pane';
import { boxesOf, rangeOfPassage, rangeOfWords, segmentsOf, stems } from './segments';

const text = 'Трое назвали Рахматова.';
const bytes = (part: string): [number, number] => {
  const begin = new TextEncoder().encode(text.slice(0, text.indexOf(part))).length;
  return [begin, begin + new TextEncoder().encode(part).length];
};
const words: PageInfo['words'] = ['Трое', 'назвали', 'Рахматова.'].map((part, at) => ({
  begin: bytes(part)[0],
  end: bytes(part)[1],
  box: [at * 100, 10, at * 100 + 80, 24],
}));
const marking = { found: [], passages: [] };

describe('segments', () => {
  it('hold the whole text, words and what stands between', () => {
    const found = segmentsOf({ text, words }, marking);
    expect(found.map((one) => one.text).join('')).toBe(text);
    expect(found.filter((one) => one.word !== undefined).map((one) => one.text)).toEqual(['Трое', 'назвали', 'Рахматова.']);
  });

  it('mark what was searched in any ending', () => {
    const found = segmentsOf({ text, words }, { ...marking, found: stems('Рахматов lang:ru') });
    expect(found.filter((one) => one.found).map((one) => one.text)).toEqual(['Рахматова.']);
  });

  it('mark what a passage holds, by code points', () => {
    const passage = { id: 'p', characters: { begin: 5, end: 12 } } as never;
    const found = segmentsOf({ text, words }, { ...marking, passages: [passage] });
    expect(found.filter((one) => one.quoted === 'p').map((one) => one.text)).toEqual(['назвали']);
    expect(rangeOfPassage(passage, new Offsets(text))).toEqual({ begin: 5, end: 12 });
  });

  it('lead from words on the page to the text, whichever way the hand went', () => {
    const found = segmentsOf({ text, words }, marking);
    expect(rangeOfWords(found, 2, 1)).toEqual({ begin: 5, end: 23 });
    expect(boxesOf(found, words, { begin: 0, end: 6 })).toEqual([words[0]?.box, words[1]?.box]);
  });

  it('cut a text without boxes into lines', () => {
    expect(segmentsOf({ text: 'a\nb', words: [] }, marking).map((one) => one.text)).toEqual(['a\n', 'b']);
  });
});

it('a point on the page leads to its word, or the nearest on the line', () => {
  expect(wordAt(words, 110, 15)).toBe(1);
  expect(wordAt(words, 90, 15)).toBe(0);
  expect(wordAt(words, 110, 300)).toBeUndefined();
});
