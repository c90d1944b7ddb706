// SPDX-License-Identifier: AGPL-3.0-or-later

/** The name a field is stored under, made from its English label; the server puts own_ before it. */
export const nameFrom = (label: string): string =>
  label
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 48) || 'field';
