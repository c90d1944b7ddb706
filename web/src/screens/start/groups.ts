// SPDX-License-Identifier: AGPL-3.0-or-later

/** The groups a recovery key is written in. */
export const groupsOf = (key: string): string[] =>
  key
    .trim()
    .split(/[\s-]+/)
    .filter(Boolean);

/** Two different groups to type back, in their order. */
export function askedGroups(count: number, random: () => number = Math.random): number[] {
  if (count < 2) return count === 1 ? [0] : [];
  const first = Math.floor(random() * count);
  const second = (first + 1 + Math.floor(random() * (count - 1))) % count;
  return [first, second].sort((a, b) => a - b);
}

/** Paper has no case, and people add spaces. */
export const sameGroup = (typed: string, group: string): boolean =>
  typed.replace(/[\s-]/g, '').toLowerCase() === group.toLowerCase();
