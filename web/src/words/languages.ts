// SPDX-License-Identifier: AGPL-3.0-or-later
// The languages people may choose. `reviewed` false: begun by us, not yet read by someone who speaks it every day.

export interface Language {
  code: string;
  name: string;
  reviewed: boolean;
  dir: 'ltr' | 'rtl';
}

export const languages: readonly Language[] = [
  { code: 'en', name: 'English', reviewed: true, dir: 'ltr' },
  { code: 'ru', name: 'Русский', reviewed: true, dir: 'ltr' },
  { code: 'kk', name: 'Қазақша', reviewed: false, dir: 'ltr' },
  { code: 'ky', name: 'Кыргызча', reviewed: false, dir: 'ltr' },
  { code: 'tg', name: 'Тоҷикӣ', reviewed: false, dir: 'ltr' },
  { code: 'uz', name: 'Oʻzbekcha', reviewed: false, dir: 'ltr' },
  { code: 'tk', name: 'Türkmençe', reviewed: false, dir: 'ltr' },
];

/** Right-to-left scripts we do not ship yet but lay out rightly when their catalogue comes. */
const rightToLeft = new Set(['ar', 'fa', 'ur', 'ps', 'ug']);
export const directionOf = (code: string): 'ltr' | 'rtl' => (rightToLeft.has(code.slice(0, 2)) ? 'rtl' : 'ltr');

/** What is shown where a catalogue has no words yet: Russian is the region's second language. */
export function fallbacksOf(code: string): string[] {
  return code === 'en' || code === 'ru' ? [] : ['ru', 'en']; // these two are complete, and a test keeps them so
}

const stored = 'guvoh.language';
/** The language to begin with: chosen here before, else the browser's, else English. */
export function firstLanguage(storage: Pick<Storage, 'getItem'> | undefined, wanted: readonly string[]): string {
  const known = (code: string | null | undefined): string | undefined => languages.find((l) => l.code === code)?.code;
  const fromStorage = known(storage?.getItem(stored));
  if (fromStorage) return fromStorage;
  for (const one of wanted) {
    const found = known(one.toLowerCase().split('-')[0]);
    if (found) return found;
  }
  return 'en';
}
export const keepLanguage = (code: string): void => window.localStorage.setItem(stored, code);
