// SPDX-License-Identifier: AGPL-3.0-or-later
import { pieces } from './utf8';

/** Text with the found words marked; always as text, never as HTML. */
export function Marks({ text, marks }: { text: string; marks: readonly (readonly [number, number])[] }) {
  return pieces(text, marks).map((piece, at) =>
    piece.marked ? <mark key={at}>{piece.text}</mark> : <span key={at}>{piece.text}</span>,
  );
}
