// SPDX-License-Identifier: AGPL-3.0-or-later
// Counts by position, in the order in which they are always drawn: from yes to no.
import type { Counts, DemandTurn } from '../../api/reviews';

export const positionOrder = ['supported', 'implemented', 'partly', 'under_examination', 'noted', 'none'];
export const levelOrder = ['implemented', 'in_part', 'not_implemented', 'cannot_say'];

export interface Share {
  code: string;
  count: number;
  /** Of the whole, 0 to 1. */
  part: number;
}

/** Those that have any, in order; codes that the order does not know come last. */
export function shares(counts: Counts, order: readonly string[]): Share[] {
  const place = (code: string): number => (order.includes(code) ? order.indexOf(code) : order.length);
  const found = Object.entries(counts).filter(([, count]) => count > 0);
  const whole = found.reduce((sum, [, count]) => sum + count, 0);
  return found
    .map(([code, count]) => ({ code, count, part: count / whole }))
    .sort((a, b) => place(a.code) - place(b.code) || a.code.localeCompare(b.code));
}

export const sumOf = (counts: Counts): number => Object.values(counts).reduce((sum, one) => sum + one, 0);

/** A step of 0 to 4 for shading a cell: 0 nothing, 4 as many as the fullest. */
export const shadeOf = (count: number, most: number): number => (count <= 0 || most <= 0 ? 0 : Math.ceil((count / most) * 4));

/** The turns of a position by date: what was said at one date stands together. */
export function turnsByDate(course: readonly DemandTurn[]): DemandTurn[][] {
  const dates: DemandTurn[][] = [];
  for (const turn of course) {
    const last = dates.at(-1);
    if (last?.[0]?.on === turn.on) last.push(turn);
    else dates.push([turn]);
  }
  return dates;
}
