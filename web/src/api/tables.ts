// SPDX-License-Identifier: AGPL-3.0-or-later
// A table of somebody else's making: what its columns could become.
import { sendFile } from './client';
import type { Value } from './types';

export interface TableMapping {
  /** By column: a field's name, "id", or "" for a column that is left out. */
  fields: string[];
  constants: Record<string, string>;
  separator: string;
  date_order: string;
  key_column: number;
}
export interface TableColumn {
  heading: string;
  samples: string[];
  filled: number;
  by: string;
}
export interface TablePreview {
  row: number;
  fields: Record<string, Value>;
  problem: string;
}
export interface TableLook {
  problem: string;
  rows: number;
  heading_row: number;
  columns: TableColumn[];
  doubled: string[];
  mapping: TableMapping;
  remembered: boolean;
  missing: string[];
  preview: TablePreview[];
}

/** Looks at a table; without a mapping one is proposed. */
export const lookAtTable = (file: Blob, type: string, compartment: string, mapping?: TableMapping): Promise<TableLook> =>
  sendFile<TableLook>('/reviews/import/look', file, { type, compartment, mapping: mapping ? JSON.stringify(mapping) : '' });
