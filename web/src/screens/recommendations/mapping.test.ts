// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest';
import type { TableMapping } from '../../api/tables';
import type { RecordType } from '../../api/types';
import { forAllRows, withColumn, withConstant } from './mapping';

const mapping: TableMapping = {
  fields: ['text', 'state', ''],
  constants: { cycle: '2' },
  separator: '',
  date_order: 'dmy',
  key_column: -1,
};
const field = (name: string, required = false) => ({ name, kind: 'text' as const, labels: { en: name }, required });
const type = { name: 'Recommendation', fields: [field('text', true), field('state', true), field('issuer', true), field('cycle'), field('note')] } as unknown as RecordType; // prettier-ignore

describe('a mapping', () => {
  it('gives a field to one column only', () => {
    expect(withColumn(mapping, 2, 'state').fields).toEqual(['text', '', 'state']);
    expect(withColumn(mapping, 2, '').fields).toEqual(['text', 'state', '']);
  });

  it('has no constant for what a column gives', () => {
    expect(withColumn(mapping, 2, 'cycle').constants).toEqual({});
    expect(withConstant(mapping, 'cycle', '').constants).toEqual({});
    expect(withConstant(mapping, 'issuer', 'UPR').constants).toEqual({ cycle: '2', issuer: 'UPR' });
  });

  it('asks for what no column gives', () => {
    expect(forAllRows(type, mapping).map((one) => one.name)).toEqual(['issuer', 'cycle']);
    expect(forAllRows(type, withColumn(mapping, 2, 'id'))).toEqual([]);
  });
});
