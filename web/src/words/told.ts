// SPDX-License-Identifier: AGPL-3.0-or-later
// What the program tells about files and rows (why refused, what repaired) is English; here it becomes the reader's language.
// A catalogue maps the English sentence, with {{holes}} for what changes, to the reader's; {{told}} is a sentence told in turn.
// What no catalogue knows stays English.
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fallbacksOf } from './languages';

export type Told = Readonly<Record<string, string>>;
const catalogues = import.meta.glob<{ default: Told }>('./told/*.json');

const hole = /\{\{(\w+)\}\}/g;
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

function valuesIn(text: string, model: string): Map<string, string> | undefined {
  const names = [...model.matchAll(hole)].map((found) => found[1] ?? '');
  const found = new RegExp(
    `^${model
      .split(/\{\{\w+\}\}/)
      .map(escaped)
      .join('(.+?)')}$`,
    's',
  ).exec(text);
  return found ? new Map(names.map((name, at) => [name, found[at + 1] ?? ''])) : undefined;
}

/** One sentence in the catalogue's language. The model with the most fixed letters decides. */
export function tell(text: string, catalogue: Told): string {
  const exact = catalogue[text];
  if (exact !== undefined) return exact;
  const fixed = (model: string): number => model.replace(hole, '').length;
  const models = Object.keys(catalogue).filter((model) => model.includes('{{'));
  for (const model of models.sort((a, b) => fixed(b) - fixed(a))) {
    const values = valuesIn(text, model);
    if (!values) continue;
    return (catalogue[model] ?? '').replace(hole, (_, name: string) =>
      name === 'told' ? tell(values.get(name) ?? '', catalogue) : (values.get(name) ?? ''),
    );
  }
  return text;
}

async function catalogueOf(language: string): Promise<Told> {
  for (const code of [language, ...fallbacksOf(language)]) {
    const found = catalogues[`./told/${code}.json`];
    if (found) return (await found()).default;
    if (code === 'en') break;
  }
  return {};
}

/** Tells what the program said in the reader's language; English until its catalogue is there. */
export function useTold(): (text: string) => string {
  const { language } = useTranslation().i18n;
  const [catalogue, setCatalogue] = useState<Told>({});
  useEffect(() => {
    let shown = true;
    void catalogueOf(language).then((found) => shown && setCatalogue(found));
    return () => {
      shown = false;
    };
  }, [language]);
  return useCallback((text: string) => tell(text, catalogue), [catalogue]);
}
