// SPDX-License-Identifier: AGPL-3.0-or-later
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import en from './en.json';
import kk from './kk.json';
import ky from './ky.json';
import { directionOf, fallbacksOf, firstLanguage, languages } from './languages';
import ru from './ru.json';
import tg from './tg.json';
import tk from './tk.json';
import uz from './uz.json';

type Tree = { [key: string]: string | Tree };
const leaves = (tree: Tree, before = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[before + key, value]] : leaves(value, `${before}${key}.`),
  );
const plural = /_(zero|one|two|few|many|other)$/;
const stem = (key: string): string => key.replace(plural, '');
const keysOf = (tree: Tree): Set<string> => new Set(leaves(tree).map(([key]) => stem(key)));

function sources(folder: string): string {
  return readdirSync(folder, { withFileTypes: true })
    .map((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return sources(path);
      return /\.tsx?$/.test(entry.name) && !/\.test\./.test(entry.name) ? readFileSync(path, 'utf8') : '';
    })
    .join('\n');
}

describe('the catalogues', () => {
  it('say the same things in English and in Russian', () => {
    expect([...keysOf(ru)].sort()).toEqual([...keysOf(en)].sort());
  });

  it('have each plural form that their language needs', () => {
    for (const [tree, forms] of [
      [en, ['one', 'other']],
      [ru, ['one', 'few', 'many', 'other']],
    ] as const) {
      const counted = new Map<string, string[]>();
      for (const [key] of leaves(tree)) {
        const form = plural.exec(key)?.[1];
        if (form) counted.set(stem(key), [...(counted.get(stem(key)) ?? []), form]);
      }
      for (const [key, found] of counted) expect([key, ...found.sort()]).toEqual([key, ...[...forms].sort()]);
    }
  });

  it('use the same placeholders in both', () => {
    const holes = (text: string): string[] => [...new Set(text.match(/\{\{\w+\}\}/g) ?? [])].sort();
    const english = new Map(leaves(en));
    for (const [key, text] of leaves(ru)) {
      const model = english.get(key) ?? english.get(`${stem(key)}_other`) ?? '';
      expect([key, ...holes(text)]).toEqual([key, ...holes(model)]);
    }
  });

  it('hold every word that the screens ask for', () => {
    const text = sources(join(__dirname, '..'));
    const asked = new Set([...text.matchAll(/\bt\(\s*'([a-z_]+(?:\.[a-z_]+)+)'/g)].map((found) => found[1] ?? ''));
    for (const found of text.matchAll(/\bt\([^'`()]*\? '([a-z_.]+)' : '([a-z_.]+)'/g))
      [found[1], found[2]].forEach((key) => key && asked.add(key));
    const known = keysOf(en);
    expect(asked.size).toBeGreaterThan(250);
    expect([...asked].filter((key) => key.includes('.') && !known.has(key))).toEqual([]);
  });

  it('that are only begun say nothing that English does not', () => {
    for (const tree of [kk, ky, tg, uz, tk]) expect([...keysOf(tree)].filter((key) => !keysOf(en).has(key))).toEqual([]);
  });
});

describe('the language', () => {
  it('is the one chosen before, else the browser’s, else English', () => {
    expect(firstLanguage({ getItem: () => 'kk' }, ['ru-RU'])).toBe('kk');
    expect(firstLanguage({ getItem: () => null }, ['de', 'ru-RU'])).toBe('ru');
    expect(firstLanguage({ getItem: () => 'xx' }, ['de'])).toBe('en');
  });

  it('falls back to Russian where a begun catalogue has no word yet', () => {
    expect(fallbacksOf('tg')).toEqual(['ru', 'en']);
    expect(fallbacksOf('ru')).toEqual([]);
  });

  it('marks what nobody has reviewed, and knows right-to-left scripts', () => {
    expect(languages.filter((language) => language.reviewed).map((language) => language.code)).toEqual(['en', 'ru']);
    expect(directionOf('fa')).toBe('rtl');
    expect(directionOf('ru')).toBe('ltr');
  });
});
