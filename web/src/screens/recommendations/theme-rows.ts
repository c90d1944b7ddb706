// SPDX-License-Identifier: AGPL-3.0-or-later
// The matrix counts confirmed themes, and suggested ones where none is confirmed. A cell's link must open just what it counts.
import type { Counts } from '../../api/reviews';
import type { FacetValue } from '../../api/types';
import { sumOf } from './counts';

export interface MatrixRow {
  theme: string;
  counts: Counts;
  /** What the list is asked for, beside the State. */
  where: string[];
  /** Whether that gives just the recommendations that are counted; else it gives the most of them that one list can. */
  exact: boolean;
}

export function matrixRows(
  themes: Readonly<Record<string, Counts>>,
  found: { confirmed: readonly FacetValue[]; suggested: readonly FacetValue[]; unconfirmed: readonly FacetValue[] },
): MatrixRow[] {
  const of = (values: readonly FacetValue[], theme: string): number => values.find((one) => one.value === theme)?.count ?? 0;
  return Object.entries(themes)
    .map(([theme, counts]): MatrixRow => {
      const whole = sumOf(counts);
      const ways = [
        { count: of(found.confirmed, theme), where: [`themes:is:${theme}`] },
        { count: of(found.unconfirmed, theme), where: [`suggested_themes:is:${theme}`, 'themes:missing'] },
        { count: of(found.suggested, theme), where: [`suggested_themes:is:${theme}`] },
      ].filter((way) => way.count <= whole);
      const best = ways.reduce((one, other) => (other.count > one.count ? other : one));
      return { theme, counts, where: best.where, exact: best.count === whole };
    })
    .sort((a, b) => sumOf(b.counts) - sumOf(a.counts) || a.theme.localeCompare(b.theme));
}
