// SPDX-License-Identifier: AGPL-3.0-or-later
// Invented data about invented places and persons, for the mock server only. The schema is the real one.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('../../schema/', import.meta.url);
const read = (name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
const pseudo = ['created_at', 'updated_at'];

/** The server names languages and countries by ICU's words; here the browser engine's serve. */
const terms = (vocabulary, codes) => {
  const words = (language) => new Intl.DisplayNames(language, { type: vocabulary === 'languages' ? 'language' : 'region' });
  const name = (language, code) => words(language).of(countries[code] ?? code);
  return codes.map((code) => ({ code, labels: { en: name('en', code), ru: name('ru', code) } }));
};

const typeNames = ['document', 'passage', 'person', 'organisation', 'place', 'recommendation', 'review', 'position', 'demand', 'measure', 'assessment', 'voluntary_pledge', 'indicator', 'indicator_value', 'instrument_status']; // prettier-ignore
const countries = { KAZ: 'KZ', KGZ: 'KG', TJK: 'TJ', UZB: 'UZ', TKM: 'TM', RUS: 'RU', CHL: 'CL', PER: 'PE', CUB: 'CU', ESP: 'ES', NOR: 'NO' }; // prettier-ignore

export function schema() {
  const types = typeNames.map((name) => {
    const type = read(`${name}.json`);
    const fields = type.fields.map((field) => ({ ...field, sort: field.index?.includes('sort') }));
    const sorts = [...fields.filter((field) => field.sort).map((field) => field.name), ...pseudo];
    return { ...type, fields, sorts, title_field: type.title_fields[0] };
  });
  const names = readdirSync(new URL('vocabularies/', folder)).filter((name) => name.endsWith('.json'));
  const own = { languages: ['en', 'ru', 'kk', 'ky', 'tg', 'uz', 'tk'], countries: Object.keys(countries) };
  const named = (vocabulary) => ({ terms: terms(vocabulary.name, own[vocabulary.name] ?? []), ...vocabulary });
  return { version: 1, types, vocabularies: names.map((name) => named(read(`vocabularies/${name}`))) };
}

let counter = 0;
export const newId = () => `01mock${String(++counter).padStart(20, '0')}`;
export const now = () => new Date().toISOString();

const pages = [
  [
    'REPORT ON A VISIT TO COLONY No. 3, ORTOVO',
    '',
    'On 17 May the group spoke in private with eleven people.',
    'Three of them named the same officer, Rakhmatov, and showed',
    'bruises on the soles of both feet. The doctor of the colony',
    'had entered nothing in the register of injuries.',
    '',
    'Recommendation: examine every detainee on arrival, in the absence',
    'of guards, and keep a record of every injury.',
  ],
  [
    'ОТЧЁТ О ПОСЕЩЕНИИ КОЛОНИИ № 3, ОРТОВО',
    '',
    '17 мая группа наедине беседовала с одиннадцатью людьми.',
    'Трое назвали одного и того же сотрудника, Рахматова, и показали',
    'кровоподтёки на подошвах обеих ступней. Врач колонии',
    'ничего не внёс в журнал телесных повреждений.',
    '',
    'Рекомендация: осматривать каждого задержанного при поступлении,',
    'без присутствия охраны, и фиксировать каждое повреждение.',
  ],
];

/** A page as the server gives it: text, and a box for each word, in points. */
export function pageOf(document, number, lines) {
  const text = lines.join('\n');
  const words = [];
  let line = 0;
  let column = 0;
  let byte = 0;
  for (const part of text.split(/(\s)/)) {
    const size = Buffer.byteLength(part);
    if (part === '\n') {
      line++;
      column = 0;
    } else if (part.trim()) {
      const y = 80 + line * 22;
      words.push({ begin: byte, end: byte + size, box: [60 + column * 7, y, 60 + (column + part.length) * 7, y + 14] });
      column += part.length;
    } else column += part.length;
    byte += size;
  }
  const russian = /[а-я]/.test(text);
  const paragraphs = [{ begin: 0, end: byte, language: russian ? 'ru' : 'en', script: russian ? 'Cyrl' : 'Latn' }];
  return {
    document,
    page: number,
    width_pt: 595,
    height_pt: 842,
    from_ocr: false,
    ocr_confidence: null,
    text,
    words,
    paragraphs,
  };
}

export function documentOf(name, member, content, compartment = 'general') {
  const id = newId();
  const own = content ? [content.split('\n')] : pages;
  return {
    info: {
      id,
      file_name: name,
      path: name,
      kind: 'pdf',
      media_type: 'application/pdf',
      sha256: createHash('sha256').update(name).digest('hex'),
      added_at: now(),
      added_by: member,
      title: name.replace(/\.\w+$/, '').replace(/[-_]/g, ' '),
      size_bytes: 48213,
      page_count: own.length,
      languages: ['en', 'ru'],
      metadata: { Producer: 'an invented press' },
      notes: [],
      contains: [],
      found_in: null,
      near_duplicates: [],
      compartment,
    },
    pages: own.map((lines, at) => pageOf(id, at + 1, lines)),
  };
}

const first = ['A.', 'B.', 'D.', 'G.', 'K.', 'M.', 'N.', 'S.', 'T.', 'Z.'];
const last = ['Ortov', 'Belinov', 'Каримбаев', 'Жумагулов', 'Саидзода', 'Turdiyev', 'Аширов', 'Нурсултанов'];
const pick = (list, n) => list[n % list.length];

/** As many invented people as asked for, each the same every time. */
export function person(number) {
  return {
    alias: `${pick(first, number)} ${pick(last, number * 7 + 3)}${number > 79 ? ` ${number}` : ''}`,
    names: { sealed: true },
    sex: pick(['female', 'male', 'male'], number),
    citizenship: [pick(['KAZ', 'KGZ', 'TJK', 'UZB', 'TKM'], number * 3)],
    occupation: [pick(['teacher', 'driver', 'farmer', 'учитель', 'журналист'], number * 5)],
  };
}
