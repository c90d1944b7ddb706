// SPDX-License-Identifier: AGPL-3.0-or-later
// The matrix counts confirmed themes, and suggested ones where none is confirmed. A cell's link must open just what it counts.
import type { Counts } from '../../api/reviews';
import type { FacetValue } from '../../api/types';
import { sumOf } from './counts';

export interface MatrixRow {
  theme: string;
  counts: Counts;
  from: 'confirmed' | 'suggested' | 'both';
  /** The larger part, where both are counted. */
  mostly: 'confirmed' | 'suggested';
}

export function matrixRows(
  themes: Readonly<Record<string, Counts>>,
  confirmed: readonly FacetValue[],
  suggested: readonly FacetValue[],
): MatrixRow[] {
  const of = (values: readonly FacetValue[], theme: string): number => values.find((one) => one.value === theme)?.count ?? 0;
  return Object.entries(themes)
    .map(([theme, counts]): MatrixRow => {
      const sure = of(confirmed, theme);
      const perhaps = of(suggested, theme);
      const mostly = sure > 0 && sure >= perhaps ? 'confirmed' : 'suggested';
      return { theme, counts, mostly, from: sure > 0 && perhaps > 0 ? 'both' : mostly };
    })
    .sort((a, b) => sumOf(b.counts) - sumOf(a.counts) || a.theme.localeCompare(b.theme));
}

export const themeConditions = (row: MatrixRow): string[] =>
  row.mostly === 'confirmed' ? [`themes:is:${row.theme}`] : [`suggested_themes:is:${row.theme}`, 'themes:missing'];
