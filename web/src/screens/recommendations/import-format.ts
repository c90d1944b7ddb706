// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ReviewImport } from '../../api/reviews';

/** Read from a preserved document, so that each recommendation is tied to its words. The others are tables. */
export const documentFormats = ['upr-report', 'national-report', 'concluding-observations', 'ohchr-matrix'];
export const tableFormats = ['upr-info', 'uhri', 'ratifications', 'declarations', 'table'];

/** What a file most likely is, by its name; the reader has the last word. */
export function guessFormat(name: string): string {
  const lower = name.toLowerCase();
  const is = (...ends: string[]): boolean => ends.some((end) => lower.endsWith(end));
  if (/declarat|reservat|^4-\d+(-[a-z])?\.txt$/.test(lower) && is('.txt')) return 'declarations';
  if (/ratif|treat(y|ies)[ _-]?status/.test(lower) && is('.csv', '.xlsx')) return 'ratifications';
  if (is('.json') || (/uhri|human.?rights.?index/.test(lower) && is('.csv', '.xlsx'))) return 'uhri';
  if (/upr.?info/.test(lower) && is('.csv')) return 'upr-info';
  if (is('.csv', '.xlsx')) return 'table';
  if (/(^|[^a-z])co(nc|[^a-z])|observation/.test(lower)) return 'concluding-observations';
  if (/national.?report/.test(lower)) return 'national-report';
  if (/themat|matrix/.test(lower) && is('.docx')) return 'ohchr-matrix';
  return 'upr-report';
}

/** What the headings of a table say, where its name says nothing. */
export function formatByHeadings(head: string): string | undefined {
  if (/To-Rgrp|From-Rgrp/.test(head)) return 'upr-info';
  return /Annotation ?Id/i.test(head) ? 'uhri' : undefined;
}

/** Whether the import accounts for everything it saw. */
export const reconciles = (report: ReviewImport): boolean =>
  report.seen === report.taken + report.folded + report.doubles + report.refused.length;
