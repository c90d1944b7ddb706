// SPDX-License-Identifier: AGPL-3.0-or-later
// Records that answer a recommendation, in the shape in which the server tells them in a follow-up.
import type { AssessmentView, MeasureView } from '../../api/reviews';
import type { RecordRow, Schema, Value } from '../../api/types';
import { isPast } from './months';

export const textOf = (value: Value | undefined): string => (typeof value === 'string' ? value : '');
export const textsOf = (value: Value | undefined): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
export const numberOf = (value: Value | undefined): number => Number(typeof value === 'boolean' ? 0 : (value ?? 0)) || 0;

/** What a grade comes down to on any scale: its broader term, else itself. */
export const levelOf = (schema: Schema | undefined, grade: string): string =>
  schema?.vocabularies.find((one) => one.name === 'assessment_grades')?.terms.find((one) => one.code === grade)?.parent ?? grade;

export function measureOf({ id, fields }: RecordRow, today: string): MeasureView {
  const at = (name: string): string => textOf(fields[name]);
  const status = at('status');
  return {
    id,
    title: at('title'),
    institution: '',
    responsible: at('responsible'),
    due_on: at('due_on'),
    done_on: at('done_on'),
    status,
    budget: at('budget'),
    overdue: isPast(at('due_on'), today) && status !== 'done' && status !== 'stopped',
  };
}

export function assessmentOf({ id, fields }: RecordRow, schema: Schema | undefined): AssessmentView {
  const at = (name: string): string => textOf(fields[name]);
  return {
    id,
    assessor: at('assessor'),
    by: '',
    scale: at('scale'),
    grade: at('grade'),
    level: levelOf(schema, at('grade')),
    assessed_on: at('assessed_on'),
    reasons: at('reasons'),
    passages: textsOf(fields.passages),
  };
}

/** Latest first; the State's own and all others. They disagree when the latest of each come to different levels. */
export function sidesOf(all: readonly AssessmentView[]): {
  state: AssessmentView[];
  others: AssessmentView[];
  disagree: boolean;
} {
  const latest = [...all].sort((a, b) => b.assessed_on.localeCompare(a.assessed_on));
  const state = latest.filter((one) => one.assessor === 'state');
  const others = latest.filter((one) => one.assessor !== 'state');
  const own = state[0];
  const other = others.find((one) => one.level !== 'cannot_say');
  return { state, others, disagree: own !== undefined && other !== undefined && own.level !== other.level };
}
