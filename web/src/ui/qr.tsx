// SPDX-License-Identifier: AGPL-3.0-or-later
import { useMemo } from 'react';
import { encode } from 'uqr';

/** A QR code drawn here: the secret in it goes to no other place. */
export function Qr({ text, label }: { text: string; label: string }) {
  const code = useMemo(() => encode(text, { ecc: 'M', border: 2 }), [text]);
  const path = code.data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return (
    <svg
      viewBox={`0 0 ${code.size} ${code.size}`}
      width={196}
      height={196}
      role="img"
      aria-label={label}
      style={{ background: '#fff' }}
    >
      <path d={path} fill="#000" shapeRendering="crispEdges" />
    </svg>
  );
}
