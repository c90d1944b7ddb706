// SPDX-License-Identifier: AGPL-3.0-or-later
// What is due, put in groups: what is late, then month by month, and what is over.
import type { DueItem } from '../../api/reviews';

export interface DueGroup {
  kind: 'overdue' | 'month' | 'past';
  /** The month as YYYY-MM, or YYYY where only the year is known; empty for the other kinds. */
  month: string;
  items: DueItem[];
}

/** The first day or month that a date names, uncertain or not: "[2010-06,2010-07]" gives "2010-06". */
export const startOf = (date: string): string => /\d{4}(?:-\d{2}){0,2}/.exec(date)?.[0] ?? '';

export const isPast = (date: string, today: string): boolean => {
  const start = startOf(date);
  return start !== '' && start < today.slice(0, start.length);
};

export function groupDue(items: readonly DueItem[], today: string): DueGroup[] {
  const overdue: DueItem[] = [];
  const past: DueItem[] = [];
  const months = new Map<string, DueItem[]>();
  for (const item of items) {
    if (item.overdue) overdue.push(item);
    else if (isPast(item.date, today)) past.push(item);
    else {
      const month = startOf(item.date).slice(0, 7);
      months.set(month, [...(months.get(month) ?? []), item]);
    }
  }
  const groups: DueGroup[] = [...months]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([month, found]) => ({ kind: 'month', month, items: found }));
  if (overdue.length > 0) groups.unshift({ kind: 'overdue', month: '', items: overdue });
  if (past.length > 0) groups.push({ kind: 'past', month: '', items: past.reverse() });
  return groups;
}
