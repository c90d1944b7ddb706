// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest';
import { tell } from './told';
import ru from './told/ru.json';

describe('what the program tells', () => {
  it('is said in the reader’s language', () => {
    expect(tell('the file is empty', ru)).toBe('файл пуст');
    expect(tell('took longer than 120 s', ru)).toBe('чтение заняло больше 120 с и остановлено');
    expect(tell('3 of 12 pages are damaged; text may be missing from them', ru)).toContain('3 из 12');
  });

  it('is told part by part where one sentence holds another', () => {
    expect(tell('row 7: a quotation mark is not closed', ru)).toBe('строка 7: кавычка не закрыта');
    expect(tell('left out, Дата: takes a list', ru)).toBe('пропущено, Дата: нужен список');
    expect(tell('sheet "Дети": damaged ZIP: x', ru)).toBe('лист «Дети»: ZIP повреждён: x');
  });

  it('prefers the model that says most, and keeps what a source says as it is', () => {
    expect(tell('damaged PDF: no objects found', ru)).toBe('PDF повреждён: no objects found');
    expect(tell('no State that is known: A.*(B) {{n}}', ru)).toBe('государство не опознано: A.*(B) {{n}}');
  });

  it('stays English where nothing is known of it', () => {
    expect(tell('something new', ru)).toBe('something new');
    expect(tell('the file is empty', {})).toBe('the file is empty');
  });

  it('has the same holes on both sides', () => {
    const holes = (text: string): string[] => (text.match(/\{\{\w+\}\}/g) ?? []).sort();
    for (const [model, text] of Object.entries(ru)) {
      const missing = holes(text).filter((one) => !holes(model).includes(one));
      expect([model, ...missing]).toEqual([model]);
    }
  });
});
