// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Piece } from '../../ui/utf8';

/** Cuts a text so that each word beginning with one of the stems stands marked. */
export function stemPieces(text: string, stems: readonly string[]): Piece[] {
  const wanted = stems.map((stem) => stem.toLowerCase()).filter(Boolean);
  const out: Piece[] = [];
  const add = (piece: string, marked: boolean): void => {
    const last = out.at(-1);
    if (last && last.marked === marked) last.text += piece;
    else if (piece) out.push({ text: piece, marked });
  };
  for (const part of text.split(/([\p{L}\p{N}]+)/u))
    add(part, part !== '' && wanted.some((stem) => part.toLowerCase().startsWith(stem)));
  return out;
}
