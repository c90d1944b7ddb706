// SPDX-License-Identifier: AGPL-3.0-or-later

/** Where a record is read: documents and passages have screens of their own. */
export function pathOf(type: string, id: string): string {
  const kind = type.toLowerCase();
  if (kind === 'document') return `/documents/${id}`;
  if (kind === 'passage') return `/passages/${id}`;
  return `/record/${id}`;
}
