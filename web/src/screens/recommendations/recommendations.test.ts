// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest';
import type { DueItem, ReviewImport } from '../../api/reviews';
import { turnsByDate, positionOrder, shadeOf, shares, sumOf } from './counts';
import { formatByHeadings, guessFormat, reconciles } from './import-format';
import { groupDue, isPast, startOf } from './months';
import { stemPieces, wordsOf } from './stems';
import { matrixRows } from './theme-rows';
import { rowsFor, scaleOf, yearOf } from './timeline-layout';

describe('counts by position', () => {
  it('stand from yes to no, without what nobody said', () => {
    const found = shares({ noted: 1, supported: 2, partly: 0, odd: 1 }, positionOrder);
    expect(found.map((one) => [one.code, one.part])).toEqual([['supported', 0.5], ['noted', 0.25], ['odd', 0.25]]); // prettier-ignore
    expect(sumOf({ a: 1, b: 2 })).toBe(3);
  });

  it('are shaded by the fullest', () => {
    expect([0, 1, 5, 10].map((count) => shadeOf(count, 10))).toEqual([0, 1, 2, 4]);
    expect(shadeOf(1, 0)).toBe(0);
  });

  it('turn date by date', () => {
    const turn = (position: string, on: string) => ({ position, on, document: '', page: 0, recommendation: '' });
    const turns = turnsByDate([turn('noted', '2009'), turn('noted', '2013'), turn('supported', '2013')]);
    expect(turns.map((one) => one.map((at) => at.position))).toEqual([['noted'], ['noted', 'supported']]);
    expect(turnsByDate([])).toEqual([]);
  });
});

describe('an import', () => {
  it('guesses what a file is by its name', () => {
    expect(guessFormat('A_HRC_15_2-E.pdf')).toBe('upr-report');
    expect(guessFormat('report.TXT')).toBe('upr-report');
    expect(guessFormat('UPR_Info-all.csv')).toBe('upr-info');
    expect(guessFormat('uhri export.xlsx')).toBe('uhri');
    expect(guessFormat('матрица.xlsx')).toBe('table');
    expect(formatByHeadings('To,To-Rgrp,To-Org,Text')).toBe('upr-info');
    expect(formatByHeadings('Номер,Рекомендация')).toBeUndefined();
    expect(guessFormat('CAT_C_TJK_CO_3.docx')).toBe('concluding-observations');
    expect(guessFormat('Concluding observations.html')).toBe('concluding-observations');
    expect(guessFormat('ratification status.csv')).toBe('ratifications');
    expect(guessFormat('thematic list.docx')).toBe('ohchr-matrix');
    expect(guessFormat('National report 2024.pdf')).toBe('national-report');
    expect(guessFormat('4-9-b.txt')).toBe('declarations');
  });

  it('accounts for everything it saw', () => {
    const report = { seen: 6, taken: 3, folded: 1, doubles: 1, refused: [{ where: 'row 7', what: 'no such State' }] };
    expect(reconciles(report as ReviewImport)).toBe(true);
    expect(reconciles({ ...report, seen: 7 } as ReviewImport)).toBe(false);
  });
});

describe('what is due', () => {
  const item = (date: string, overdue = false): DueItem => ({ date, overdue, kind: 'report_due', id: date, type: 'Review', title: '', state: '' }); // prettier-ignore

  it('is late, or comes month by month, or is over', () => {
    const groups = groupDue(
      [item('2009'), item('2011-01-02', true), item('2012-05'), item('2012-05-30'), item('2013')],
      '2012-05-10',
    );
    expect(groups.map((group) => [group.kind, group.month, group.items.length])).toEqual([
      ['overdue', '', 1],
      ['month', '2012-05', 2],
      ['month', '2013', 1],
      ['past', '', 1],
    ]);
  });

  it('may have an uncertain date', () => {
    expect(startOf('[2010-06,2010-07]')).toBe('2010-06');
    expect(startOf('2012-07-15~')).toBe('2012-07-15');
    expect(startOf('')).toBe('');
    expect([isPast('2012', '2012-05-10'), isPast('2011~', '2012-05-10'), isPast('', '2012-05-10')]).toEqual([false, true, false]);
  });
});

it('words that begin with a stem are marked', () => {
  expect(stemPieces('Ratify the Protocol', ['ratifi', 'PROTOCOL'])).toEqual([
    { text: 'Ratify', marked: true },
    { text: ' the ', marked: false },
    { text: 'Protocol', marked: true },
  ]);
  expect(wordsOf(['ratifi', 'PROTOCOL', 'x'], ['Ratify the', 'Optional Protocol'])).toEqual(['Ratify', 'Protocol', 'x']);
  expect(stemPieces('Ничего', [])).toEqual([{ text: 'Ничего', marked: false }]);
});

it('a cell of the matrix opens just what it counts, where one list can', () => {
  const facet = (count: number) => [{ value: 'justice', count }];
  const of = (confirmed: number, suggested: number, unconfirmed: number) =>
    matrixRows({ justice: { supported: 2, noted: 1 } }, { confirmed: facet(confirmed), suggested: facet(suggested), unconfirmed: facet(unconfirmed) })[0]; // prettier-ignore
  expect(of(3, 5, 0)).toMatchObject({ where: ['themes:is:justice'], exact: true });
  expect(of(0, 4, 3)).toMatchObject({ where: ['suggested_themes:is:justice', 'themes:missing'], exact: true });
  expect(of(1, 3, 2)).toMatchObject({ where: ['suggested_themes:is:justice'], exact: true });
  expect(of(1, 9, 2)).toMatchObject({ where: ['suggested_themes:is:justice', 'themes:missing'], exact: false });
});

describe('a line of years', () => {
  it('knows where a date stands', () => {
    expect(yearOf('2010-07')).toBe(2010.5);
    expect(yearOf('2010~')).toBe(2010);
    expect(yearOf('')).toBeUndefined();
  });

  it('has whole years at its ends and not too many marks', () => {
    const scale = scaleOf([2009.3, 2013.9], 100);
    expect([scale.from, scale.to, scale.x(2009), scale.x(2014)]).toEqual([2009, 2014, 0, 100]);
    expect(scale.ticks).toEqual([2009, 2010, 2011, 2012, 2013, 2014]);
    expect(scaleOf([1990, 2026], 100, 8).ticks.length).toBeLessThanOrEqual(9);
    expect(scaleOf([2020], 100).to).toBe(2022);
  });

  it('keeps labels from running into each other', () => {
    expect(rowsFor([{ x: 0, width: 50 }, { x: 20, width: 50 }, { x: 60, width: 10 }])).toEqual([0, 1, 0]); // prettier-ignore
  });
});
