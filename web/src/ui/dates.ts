// SPDX-License-Identifier: AGPL-3.0-or-later
// Dates as people say them. A civil date may be uncertain (EDTF, ISO 8601-2): "2012-07~" reads "about July 2012".

export interface DateWords {
  about: string;
  perhaps: string;
  or: string;
  from: string;
  until: string;
  between: string;
  unknown: string;
  decade: string;
}

const part = /^(-?\d{4}|\d{3}X|\d{2}XX|XXXX)(?:-(\d{2}|XX))?(?:-(\d{2}|XX))?([~?%])?$/;

/** Whether we can read it. The server judges finally; this only helps while typing. */
export const isDate = (text: string): boolean =>
  /^\[.+\]$/.test(text)
    ? text
        .slice(1, -1)
        .split(/,\s*|\.\./)
        .every((one) => one === '' || part.test(one))
    : text.split('/').length <= 2 && text.split('/').every((one) => one === '' || one === '..' || part.test(one));

const iso = (language: string): string => ({ tk: 'tk-TM', en: 'en-GB' })[language] ?? language;

/** `bent`: after "около", "с", "до" Russian bends the month, which Intl does only beside a day. */
function plain(
  year: string,
  month: string | undefined,
  day: string | undefined,
  language: string,
  words: DateWords,
  bent: boolean,
): string {
  if (year.includes('X')) return year === 'XXXX' ? words.unknown : words.decade.replace('{{year}}', year.replace(/X/g, '0'));
  const known = (value: string | undefined): value is string => value !== undefined && value !== 'XX';
  const at = new Date(Date.UTC(2000, known(month) ? Number(month) - 1 : 0, known(day) ? Number(day) : 1));
  at.setUTCFullYear(Number(year));
  if (!known(month)) return year;
  if (Number.isNaN(at.getTime()) || Number(month) > 12) return year;
  const options: Intl.DateTimeFormatOptions = { timeZone: 'UTC', year: 'numeric', month: 'long' };
  const bend = bent && language === 'ru' && !known(day);
  if (known(day) || bend) options.day = 'numeric';
  const formatted = new Intl.DateTimeFormat(iso(language), options).format(at);
  const said = bend ? formatted.replace(/^\d+\s+/, '') : formatted;
  return said.replace(/\s?г\.$/, '');
}

function one(text: string, language: string, words: DateWords, bent = false): string {
  const found = part.exec(text);
  if (!found) return text;
  const said = plain(found[1] ?? '', found[2], found[3], language, words, bent || found[4] === '~');
  if (found[4] === '~') return words.about.replace('{{date}}', said);
  if (found[4] === '?') return words.perhaps.replace('{{date}}', said);
  if (found[4] === '%') return words.about.replace('{{date}}', words.perhaps.replace('{{date}}', said));
  return said;
}

export function dateInWords(text: string, language: string, words: DateWords): string {
  if (/^\[.+\]$/.test(text)) {
    return text
      .slice(1, -1)
      .split(/,\s*/)
      .map((each) => one(each, language, words))
      .join(` ${words.or} `);
  }
  if (!text.includes('/')) return one(text, language, words);
  const [from = '', to = ''] = text.split('/');
  const open = (side: string): boolean => side === '' || side === '..';
  if (open(from)) return words.until.replace('{{date}}', one(to, language, words, true));
  if (open(to)) return words.from.replace('{{date}}', one(from, language, words, true));
  return words.between.replace('{{from}}', one(from, language, words)).replace('{{to}}', one(to, language, words));
}

export function instantInWords(at: string, language: string, now = Date.now()): string {
  const time = new Date(at).getTime();
  if (Number.isNaN(time)) return at;
  const seconds = Math.round((time - now) / 1000);
  const relative = new Intl.RelativeTimeFormat(iso(language), { numeric: 'auto' });
  const past = Math.abs(seconds);
  if (past < 45) return relative.format(0, 'second');
  if (past < 3600) return relative.format(Math.round(seconds / 60), 'minute');
  if (past < 86_400) return relative.format(Math.round(seconds / 3600), 'hour');
  if (past < 7 * 86_400) return relative.format(Math.round(seconds / 86_400), 'day');
  return new Intl.DateTimeFormat(iso(language), { dateStyle: 'long' }).format(time).replace(/\s?г\.$/, '');
}

/** An instant with its day, hour and zone, as it stands on paper. */
export function instantInFull(at: string | number, language: string): string {
  const time = new Date(at).getTime();
  if (Number.isNaN(time)) return String(at);
  return new Intl.DateTimeFormat(iso(language), { dateStyle: 'long', timeStyle: 'long' }).format(time);
}

export const bytesInWords = (size: number, language: string): string => {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  let at = 0;
  while (size >= 1000 && at < units.length - 1) {
    size /= 1000;
    at++;
  }
  const unit = units[at] ?? 'byte';
  return new Intl.NumberFormat(iso(language), {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: at > 1 ? 1 : 0,
  }).format(size);
};

export const countInWords = (count: number, language: string): string => new Intl.NumberFormat(iso(language)).format(count);
