// SPDX-License-Identifier: AGPL-3.0-or-later
// Words of the interface: one catalogue a language, fetched when chosen, from our own origin.
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { directionOf, fallbacksOf, firstLanguage, keepLanguage } from './languages';

type Catalogue = Record<string, unknown>;
const catalogues = import.meta.glob<{ default: Catalogue }>('./*.json');

async function load(code: string): Promise<void> {
  if (i18next.hasResourceBundle(code, 'translation')) return;
  const found = catalogues[`./${code}.json`];
  if (found) i18next.addResourceBundle(code, 'translation', (await found()).default);
}

function mark(code: string): void {
  document.documentElement.lang = code;
  document.documentElement.dir = directionOf(code);
}

/** Starts translation with the reader's language; resolves once its words are there. */
export async function startWords(): Promise<string> {
  const code = firstLanguage(window.localStorage, navigator.languages);
  await i18next.use(initReactI18next).init({
    lng: code,
    fallbackLng: fallbacksOf,
    resources: {},
    partialBundledLanguages: true,
    interpolation: { escapeValue: false },
    react: { useSuspense: false, bindI18nStore: 'added' },
  });
  await Promise.all([code, ...fallbacksOf(code)].map(load));
  mark(code);
  return code;
}

export async function speak(code: string): Promise<void> {
  await Promise.all([code, ...fallbacksOf(code)].map(load));
  keepLanguage(code);
  mark(code);
  await i18next.changeLanguage(code);
}
