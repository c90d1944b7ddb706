// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Ledger } from '../../api/types';

export type Verdict = 'holds' | 'broken' | 'unknown' | 'running';

/** What the last check said, in one word. Anything but a clear "holds" is not one. */
export function verdictOf(ledger: Pick<Ledger, 'last_verified_at' | 'last_result' | 'verifying'>): Verdict {
  if (ledger.verifying) return 'running';
  const result = ledger.last_result;
  if (!ledger.last_verified_at || result === null || result === undefined) return 'unknown';
  if (typeof result === 'object') {
    const said = result.holds ?? result.ok ?? result.verified;
    return said === true ? 'holds' : 'broken';
  }
  return ['holds', 'ok', 'verified', 'good', 'true'].includes(String(result).toLowerCase()) ? 'holds' : 'broken';
}
