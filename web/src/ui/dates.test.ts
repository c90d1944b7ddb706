// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest';
import en from '../words/en.json';
import ru from '../words/ru.json';
import { bytesInWords, dateInWords, instantInWords, isDate } from './dates';

describe('dates', () => {
  it('are written as people say them, uncertain ones too', () => {
    const say = (text: string) => dateInWords(text, 'en', en.date);
    expect(say('2012-07-15')).toBe('15 July 2012');
    expect(say('2012-07~')).toBe('about July 2012');
    expect(say('2010?')).toBe('perhaps 2010');
    expect(say('[2010-06,2010-07]')).toBe('June 2010 or July 2010');
    expect(say('2010/2012-05')).toBe('2010 to May 2012');
    expect(say('2010/..')).toBe('since 2010');
    expect(say('198X')).toBe('the 1980s');
    expect(say('XXXX')).toBe('date unknown');
    expect(say('no date')).toBe('no date');
  });

  it('are bent as Russian bends them, without the year’s abbreviation', () => {
    expect(dateInWords('2012-07-15', 'ru', ru.date)).toBe('15 июля 2012');
    expect(dateInWords('2012-07~', 'ru', ru.date)).toBe('около июля 2012');
    expect(dateInWords('2012-07/..', 'ru', ru.date)).toBe('с июля 2012');
    expect(dateInWords('2012-07', 'ru', ru.date)).toBe('июль 2012');
  });

  it('are known from what is not a date', () => {
    expect(['2012', '2012-07', '2012-07-15~', '[2010,2011]', '2010/..', '201X'].every(isDate)).toBe(true);
    expect(['', 'May', '15.07.2012', '2012-7', '1/2/3'].filter(isDate)).toEqual(['']);
  });

  it('of instants are told from now, and by the calendar after a week', () => {
    const now = Date.parse('2026-05-20T12:00:00Z');
    expect(instantInWords('2026-05-20T11:59:30Z', 'en', now)).toBe('now');
    expect(instantInWords('2026-05-20T09:00:00Z', 'en', now)).toBe('3 hours ago');
    expect(instantInWords('2026-05-19T12:00:00Z', 'ru', now)).toBe('вчера');
    expect(instantInWords('2026-05-01T12:00:00Z', 'en', now)).toBe('1 May 2026');
    expect(instantInWords('nonsense', 'en', now)).toBe('nonsense');
  });
});

it('sizes are told in units that people know', () => {
  expect(bytesInWords(48_213, 'en')).toBe('48 kB');
  expect(bytesInWords(3_400_000, 'en')).toBe('3.4 MB');
});
