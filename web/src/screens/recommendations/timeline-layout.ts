// SPDX-License-Identifier: AGPL-3.0-or-later
// Where things stand on a line of years.
import { startOf } from './months';

/** A date as a year with its fraction: "2010-07" gives 2010.5; nothing for a date without a year. */
export function yearOf(date: string): number | undefined {
  const [year, month, day] = startOf(date).split('-');
  if (!year) return undefined;
  const months = month ? Number(month) - 1 : 0;
  const days = day ? Number(day) - 1 : 0;
  return Number(year) + months / 12 + days / 372;
}

export interface Scale {
  from: number;
  to: number;
  ticks: number[];
  x: (year: number) => number;
}

/** Whole years around all dates, with at most `most` marks between them. */
export function scaleOf(years: readonly number[], width: number, most = 12): Scale {
  const from = years.length > 0 ? Math.floor(Math.min(...years)) : 0;
  const to = years.length > 0 ? Math.max(Math.floor(Math.max(...years)) + 1, from + 2) : from + 2;
  const step = [1, 2, 5, 10, 20, 50].find((one) => (to - from) / one <= most) ?? 100;
  const ticks: number[] = [];
  for (let year = Math.ceil(from / step) * step; year <= to; year += step) ticks.push(year);
  return { from, to, ticks, x: (year) => ((year - from) / (to - from)) * width };
}

/** Gives each label the first row in which it does not run into the one before it. */
export function rowsFor(places: readonly { x: number; width: number }[]): number[] {
  const ends: number[] = [];
  return places.map(({ x, width }) => {
    const free = ends.findIndex((end) => end <= x);
    const row = free < 0 ? ends.length : free;
    ends[row] = x + width;
    return row;
  });
}
