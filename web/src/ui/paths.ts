// SPDX-License-Identifier: AGPL-3.0-or-later

/** Where a record is read: documents, passages and demands have screens of their own. */
export function pathOf(type: string, id: string): string {
  const kind = type.toLowerCase();
  if (kind === 'document') return `/documents/${id}`;
  if (kind === 'passage') return `/passages/${id}`;
  if (kind === 'demand') return `/demand/${id}`;
  return `/record/${id}`;
}
