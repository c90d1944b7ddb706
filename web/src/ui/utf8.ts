// SPDX-License-Identifier: AGPL-3.0-or-later
// The server counts bytes of UTF-8, the browser counts UTF-16 units, passages count code points. This turns one into another.

export class Offsets {
  private readonly bytes: number[] = [];
  private readonly points: number[] = [];
  readonly text: string;

  constructor(text: string) {
    this.text = text;
    let byte = 0;
    let point = 0;
    for (let unit = 0; unit < text.length;) {
      const code = text.codePointAt(unit) ?? 0;
      const units = code > 0xffff ? 2 : 1;
      for (let i = 0; i < units; i++) {
        this.bytes.push(byte);
        this.points.push(point);
      }
      byte += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
      point += 1;
      unit += units;
    }
    this.bytes.push(byte);
    this.points.push(point);
  }

  /** UTF-16 index of a byte offset; one inside a letter is taken as its beginning. */
  unitAt(byte: number): number {
    let low = 0;
    let high = this.bytes.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.bytes[middle] ?? 0) <= byte) low = middle;
      else high = middle - 1;
    }
    while (low > 0 && this.bytes[low - 1] === this.bytes[low]) low--;
    return low;
  }

  byteAt(unit: number): number {
    return this.bytes[Math.max(0, Math.min(unit, this.bytes.length - 1))] ?? 0;
  }

  pointAt(unit: number): number {
    return this.points[Math.max(0, Math.min(unit, this.points.length - 1))] ?? 0;
  }
}

export interface Piece {
  text: string;
  marked: boolean;
}

/** Cuts a text into plain and marked pieces. Ranges may touch, overlap or be out of order. */
export function pieces(text: string, marks: readonly (readonly [number, number])[]): Piece[] {
  const offsets = new Offsets(text);
  const ranges = marks
    .map(([b, e]) => [offsets.unitAt(b), offsets.unitAt(e)] as const)
    .filter(([b, e]) => e > b)
    .sort((a, b) => a[0] - b[0]);
  const out: Piece[] = [];
  let at = 0;
  for (const [begin, end] of ranges) {
    if (end <= at) continue;
    const from = Math.max(begin, at);
    if (from > at) out.push({ text: text.slice(at, from), marked: false });
    out.push({ text: text.slice(from, end), marked: true });
    at = end;
  }
  if (at < text.length) out.push({ text: text.slice(at), marked: false });
  return out;
}
