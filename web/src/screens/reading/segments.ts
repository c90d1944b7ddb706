// SPDX-License-Identifier: AGPL-3.0-or-later
// A page's text cut into words (which have a box on the page) and what stands between them, with what each is marked by.
import type { Box, PageInfo, Passage } from '../../api/types';
import { Offsets } from '../../ui/utf8';

export interface Segment {
  text: string;
  /** UTF-16 offsets in the page's text. */
  begin: number;
  end: number;
  /** Index in the page's words; none for what stands between words. */
  word?: number;
  found: boolean;
  quoted?: string;
  doubtful: boolean;
}

export interface Span {
  begin: number;
  end: number;
}

const letters = /[\p{L}\p{N}]+/gu;
/** What the searched words begin with: enough to see them in the text, whatever their ending. */
export function stems(q: string): string[] {
  const words =
    q
      .replace(/\b\w+:\S+/g, '')
      .toLocaleLowerCase()
      .match(letters) ?? [];
  return words.filter((word) => word.length > 2).map((word) => (word.length > 5 ? word.slice(0, -2) : word));
}

export interface Marking {
  found: readonly string[];
  at?: Span | undefined;
  passages: readonly Passage[];
}

export function segmentsOf(
  page: Pick<PageInfo, 'text' | 'words'>,
  marking: Marking,
  offsets = new Offsets(page.text),
): Segment[] {
  const quotes = marking.passages
    .map((passage) => ({ id: passage.id, ...rangeOfPassage(passage, offsets) }))
    .filter((q) => q.end > q.begin);
  const short = marking.at && marking.at.end - marking.at.begin < 80 ? marking.at : undefined;
  const make = (begin: number, end: number, word?: number): Segment => {
    const text = page.text.slice(begin, end);
    const low = text.toLocaleLowerCase();
    const quoted = quotes.find((quote) => begin < quote.end && end > quote.begin)?.id;
    const confidence = word === undefined ? undefined : page.words[word]?.confidence;
    return {
      text,
      begin,
      end,
      ...(word === undefined ? {} : { word }),
      ...(quoted ? { quoted } : {}),
      found:
        word !== undefined &&
        (marking.found.some((stem) => low.replace(/^[^\p{L}\p{N}]+/u, '').startsWith(stem)) || within(begin, end, short)),
      doubtful: confidence !== undefined && confidence < 0.6,
    };
  };
  const out: Segment[] = [];
  let at = 0;
  page.words.forEach((word, index) => {
    const begin = Math.max(offsets.unitAt(word.begin), at);
    const end = offsets.unitAt(word.end);
    if (end <= begin) return;
    if (begin > at) out.push(make(at, begin));
    out.push(make(begin, end, index));
    at = end;
  });
  if (at < page.text.length) out.push(...plainWords(page.text, at).map(([b, e]) => make(b, e)));
  return out;
}

const within = (begin: number, end: number, range: Span | undefined): boolean =>
  range !== undefined && begin < range.end && end > range.begin;

/** Text without boxes (no page image) is cut by lines, so that marks stay small. */
function plainWords(text: string, from: number): [number, number][] {
  const out: [number, number][] = [];
  for (let at = from; at < text.length;) {
    const next = text.indexOf('\n', at);
    const end = next < 0 ? text.length : next + 1;
    out.push([at, end]);
    at = end;
  }
  return out;
}

/** A passage counts in code points of its page's text. */
export function rangeOfPassage(passage: Pick<Passage, 'characters'>, offsets: Offsets): Span {
  const unit = (point: number): number => {
    let low = 0;
    let high = offsets.text.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (offsets.pointAt(middle) < point) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return { begin: unit(passage.characters.begin), end: unit(passage.characters.end) };
}

/** Boxes of the words that a range of the text touches. */
export const boxesOf = (segments: readonly Segment[], words: PageInfo['words'], range: Span | undefined): Box[] =>
  range
    ? segments
        .filter((s) => s.word !== undefined && within(s.begin, s.end, range))
        .map((s) => words[s.word ?? 0]?.box ?? [0, 0, 0, 0])
    : [];

/** From one word to another, whichever way the hand went. */
export function rangeOfWords(segments: readonly Segment[], from: number, to: number): Span | undefined {
  const of = (word: number): Segment | undefined => segments.find((s) => s.word === word);
  const a = of(Math.min(from, to));
  const b = of(Math.max(from, to));
  return a && b ? { begin: a.begin, end: b.end } : undefined;
}
