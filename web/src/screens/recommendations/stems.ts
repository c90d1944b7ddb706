// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Piece } from '../../ui/utf8';

/** A stem may end in a letter that the word itself bends: "ratifi" of "ratify". */
const hasStem = (word: string, stem: string): boolean => {
  const least = stem.length > 4 ? stem.slice(0, -1) : stem;
  return least !== '' && word.toLowerCase().startsWith(least.toLowerCase());
};

/** The words of the texts that a stem stands for, as a reader knows them: the first found of each, else the stem. */
export const wordsOf = (stems: readonly string[], texts: readonly string[]): string[] => {
  const words = texts.join(' ').split(/[^\p{L}\p{N}]+/u);
  return [...new Set(stems.map((stem) => words.find((word) => hasStem(word, stem)) ?? stem))];
};

/** Cuts a text so that each word beginning with one of the stems stands marked. */
export function stemPieces(text: string, stems: readonly string[]): Piece[] {
  const out: Piece[] = [];
  const add = (piece: string, marked: boolean): void => {
    const last = out.at(-1);
    if (last && last.marked === marked) last.text += piece;
    else if (piece) out.push({ text: piece, marked });
  };
  for (const part of text.split(/([\p{L}\p{N}]+)/u)) add(part, part !== '' && stems.some((stem) => hasStem(part, stem)));
  return out;
}
