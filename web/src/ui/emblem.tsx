// SPDX-License-Identifier: AGPL-3.0-or-later
/** An open eye: guvoh means witness. */
export function Emblem({ size = 28 }: { size?: number }) {
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden className="emblem">
      <rect width="32" height="32" rx="7" fill="#0f5c5c" />
      <path
        d="M5.6 16C7.4 12.2 11 8 16 8s8.6 4.2 10.4 8C24.6 19.8 21 24 16 24S7.4 19.8 5.6 16Z"
        fill="none"
        stroke="#fbf9f5"
        strokeWidth="2"
      />
      <circle cx="16" cy="16" r="3.8" fill="#fbf9f5" />
    </svg>
  );
}
