// SPDX-License-Identifier: AGPL-3.0-or-later
// How many of each position, as a bar with its numbers in words beside it.
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Counts } from '../../api/reviews';
import { countInWords } from '../../ui/dates';
import { useLabels } from '../../ui/labels';
import { positionOrder, shares } from './counts';

/** `to` makes each number a link to the records behind it. */
export function PositionBar({ counts, to }: { counts: Counts; to?: (position: string) => string }) {
  const { term, language } = useLabels();
  const found = shares(counts, positionOrder);
  if (found.length === 0) return null;
  const linked = (code: string, what: ReactNode): ReactNode => (to ? <Link to={to(code)}>{what}</Link> : what);
  return (
    <div>
      <div className="bar" aria-hidden>
        {found.map((one) => (
          <span key={one.code} className={`fill-${one.code}`} style={{ flexGrow: one.count }} />
        ))}
      </div>
      <ul className="plain-list legend">
        {found.map((one) => (
          <li key={one.code}>
            <span className={`swatch fill-${one.code}`} aria-hidden />
            {linked(
              one.code,
              <>
                {term('positions', one.code)} <strong>{countInWords(one.count, language)}</strong>
              </>,
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
