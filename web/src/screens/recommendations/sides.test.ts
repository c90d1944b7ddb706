// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest';
import type { Fields, RecordRow, Schema } from '../../api/types';
import { assessmentOf, measureOf, sidesOf } from './sides';

const schema = {
  vocabularies: [{ name: 'assessment_grades', terms: [{ code: 'A', parent: 'implemented' }, { code: 'not', parent: 'not_implemented' }, { code: 'cannot_say' }] }],
} as unknown as Schema; // prettier-ignore
const row = (fields: Fields): RecordRow => ({ id: 'x', fields }) as RecordRow;
const assessed = (assessor: string, grade: string, assessed_on: string) =>
  assessmentOf(row({ assessor, grade, assessed_on }), schema);

describe('the two sides', () => {
  it('disagree when their latest words come to different levels', () => {
    const found = sidesOf([assessed('ngo', 'A', '2011'), assessed('state', 'A', '2012'), assessed('ngo', 'not', '2013')]);
    expect(found.disagree).toBe(true);
    expect(found.others.map((one) => one.level)).toEqual(['not_implemented', 'implemented']);
  });

  it('do not disagree with silence, nor with what cannot be said', () => {
    expect(sidesOf([assessed('state', 'A', '2012')]).disagree).toBe(false);
    expect(sidesOf([assessed('state', 'A', '2012'), assessed('npm', 'cannot_say', '2013')]).disagree).toBe(false);
    expect(sidesOf([assessed('state', 'A', '2012'), assessed('npm', 'A', '2013')]).disagree).toBe(false);
  });

  it('measures are overdue until they are done or stopped', () => {
    const late = (status: string): boolean => measureOf(row({ title: 't', due_on: '2012-03', status }), '2012-05-10').overdue;
    expect([late('planned'), late('done'), late('stopped'), late('')]).toEqual([true, false, false, true]);
  });
});
