// SPDX-License-Identifier: AGPL-3.0-or-later
// Conditions of a list as they stand in its address: `field:op:value`; several values of `any` are separated by "|".

export interface Condition {
  field: string;
  op: string;
  values: string[];
}

export function readCondition(text: string): Condition {
  const [field = '', op = 'is', ...rest] = text.split(':');
  const value = rest.join(':');
  return { field, op, values: op === 'any' ? value.split('|') : value === '' ? [] : [value] };
}

export const writeCondition = (condition: Condition): string =>
  `${condition.field}:${condition.op}:${condition.values.join('|')}`;

/** Adds a facet's value to the conditions, or takes it out. Two values of one facet are alternatives. */
export function toggle(where: readonly string[], field: string, value: string, op: 'is' | 'within' = 'is'): string[] {
  const own = where.map(readCondition).filter((c) => c.field === field && ['is', 'any', 'within'].includes(c.op));
  const others = where.filter((text) => !own.some((c) => writeCondition(c) === text));
  const had = own.flatMap((c) => c.values);
  if (op === 'within') return had.includes(value) ? others : [...others, writeCondition({ field, op, values: [value] })];
  const now = had.includes(value) ? had.filter((one) => one !== value) : [...had, value];
  if (now.length === 0) return others;
  return [...others, writeCondition({ field, op: now.length > 1 ? 'any' : 'is', values: now })];
}

export const chosen = (where: readonly string[], field: string): Set<string> =>
  new Set(
    where
      .map(readCondition)
      .filter((c) => c.field === field && ['is', 'any', 'within'].includes(c.op))
      .flatMap((c) => c.values),
  );
