// SPDX-License-Identifier: AGPL-3.0-or-later
// Changes of a mapping: a field belongs to one column, and what a column gives is not the same for all rows.
import type { TableMapping } from '../../api/tables';
import type { Field, RecordType } from '../../api/types';

/** Fields that a column may become: what a member may write. */
export const mappable = (type: RecordType | undefined): Field[] =>
  (type?.fields ?? []).filter((field) => !field.read_only && field.kind !== 'data');

const without = (constants: Record<string, string>, field: string): Record<string, string> =>
  Object.fromEntries(Object.entries(constants).filter(([name]) => name !== field));

export function withColumn(mapping: TableMapping, column: number, field: string): TableMapping {
  const fields = mapping.fields.map((old, at) => (at === column ? field : old === field ? '' : old));
  return { ...mapping, fields, constants: without(mapping.constants, field) };
}

export function withConstant(mapping: TableMapping, field: string, value: string): TableMapping {
  const others = without(mapping.constants, field);
  return { ...mapping, constants: value === '' ? others : { ...others, [field]: value } };
}

const usual = ['state', 'issuer', 'cycle', 'symbol', 'made_on'];

/** Fields that are often the same for a whole table, and those that must be there, as far as no column gives them. */
export const forAllRows = (type: RecordType | undefined, mapping: TableMapping): Field[] =>
  mapping.fields.includes('id')
    ? []
    : mappable(type)
        .filter((field) => !field.sealed && !mapping.fields.includes(field.name))
        .filter(
          (field) =>
            usual.includes(field.name) || (field.required && field.kind !== 'long_text') || mapping.constants[field.name],
        );
