// SPDX-License-Identifier: AGPL-3.0-or-later
// Records, documents, search and ledger of the mock.
import { fail } from './access.mjs';
import { newId, now } from './data.mjs';
import { pictureOf } from './picture.mjs';
import { followUp, reviewRoutes } from './reviews.mjs';
import { addDocument, note, putRecord, tell } from './world.mjs';

const ok = (body) => ({ status: 200, body });
const values = (value) => (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]);
const latin = { а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', з: 'z', и: 'i', к: 'k', л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', х: 'kh', ы: 'y' }; // prettier-ignore
const fold = (text) => [...text.toLowerCase()].map((letter) => latin[letter] ?? letter).join('');

function matches(record, where) {
  const [field, op, ...rest] = where.split(':');
  const value = rest.join(':');
  const pseudo = { compartment: record.compartment, in_conflict: record.in_conflict };
  const own = values(field in pseudo ? pseudo[field] : record.fields[field]).map(String);
  if (op === 'missing') return own.length === 0;
  if (op === 'any') return value.split('|').some((one) => own.includes(one));
  if (op === 'within') return own.some((one) => one.startsWith(value)) || record[field]?.startsWith(value);
  return own.includes(value);
}

function facetsOf(records, names) {
  return Object.fromEntries(
    names.map((name) => {
      const counts = new Map();
      for (const record of records) {
        const own =
          name === 'compartment'
            ? [record.compartment]
            : name.endsWith('_at')
              ? [record[name].slice(0, 4)]
              : values(record.fields[name]);
        for (const value of own) if (typeof value === 'string') counts.set(value, (counts.get(value) ?? 0) + 1);
      }
      return [name, [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count)];
    }),
  );
}

function list({ world, parts, query }) {
  const [type] = parts;
  const q = fold(query.get('q') ?? '');
  const where = query.getAll('where');
  const sort = query.get('sort') ?? '';
  const key = sort.replace(/^-/, '');
  let found = [...world.records.values()].filter(
    (one) => one.type === type && fold(one.title).includes(q) && where.every((each) => matches(one, each)),
  );
  if (key)
    found = found.sort(
      (a, b) => String(a.fields[key] ?? a[key]).localeCompare(String(b.fields[key] ?? b[key])) * (sort.startsWith('-') ? -1 : 1),
    );
  const from = Number(query.get('cursor') || 0);
  const limit = Number(query.get('limit') ?? 50);
  const facets = query.get('facets');
  return ok({
    total: found.length,
    rows: found.slice(from, from + limit),
    ...(facets ? { facets: facetsOf(found, facets.split(',')) } : {}),
    next_cursor: from + limit < found.length ? String(from + limit) : null,
  });
}

function search({ world, query }) {
  const words = fold(query.get('q') ?? '').match(/[\p{L}\p{N}]+/gu) ?? [];
  const stems = words.map((word) => (word.length > 5 ? word.slice(0, -2) : word));
  const hits = [];
  for (const { info, pages } of world.documents.values()) {
    for (const page of pages) {
      const text = Buffer.from(page.text);
      const found = page.words.filter((word) =>
        stems.some((stem) =>
          fold(text.subarray(word.begin, word.end).toString())
            .replace(/^\P{L}+/u, '')
            .startsWith(stem),
        ),
      );
      if (found.length === 0) continue;
      const begin = page.words.filter((word) => word.end <= found[0].begin).slice(-12)[0]?.begin ?? 0;
      const end =
        page.words
          .filter((word) => word.begin >= found[0].end)
          .slice(0, 20)
          .at(-1)?.end ?? text.length;
      const marks = found.filter((word) => word.end <= end).map((word) => [word.begin - begin, word.end - begin]);
      hits.push({ document: info.id, file_name: info.file_name, kind: info.kind, page: page.page, language: page.paragraphs[0].language, score: 1, snippet: text.subarray(begin, end).toString(), marks, begin: found[0].begin, end: found[0].end }); // prettier-ignore
    }
  }
  const records = [...world.records.values()].filter((one) => hits.some((hit) => hit.document === one.id));
  return ok({
    total: hits.length,
    total_is_exact: true,
    hits,
    facets: facetsOf(records, (query.get('facets') ?? '').split(',').filter(Boolean)),
  });
}

const record = ({ world, parts }) => world.records.get(parts[0]);
const full = (one) => ({ ...one, may: { change: one.type !== 'Document', open: true, expunge: true } });

function makePassage({ world, body, session }) {
  const { info, pages } = world.documents.get(body.document);
  const points = [...pages[body.page - 1].text];
  const { begin, end } = body.characters;
  const id = newId();
  const passage = {
    id,
    document: info.id,
    document_sha256: info.sha256,
    file_name: info.file_name,
    page: body.page,
    text: points.slice(begin, end).join(''),
    before: points.slice(Math.max(0, begin - 60), begin).join(''),
    after: points.slice(end, end + 60).join(''),
    characters: body.characters,
    boxes: [],
    anchor: `sha256:${info.sha256.slice(0, 12)}#page=${body.page}&char=${begin},${end}`,
    note: body.note ?? null,
  };
  world.passages.set(id, passage);
  putRecord(
    world,
    'Passage',
    { text: passage.text, document: info.id, page: body.page, note: body.note },
    info.compartment,
    session.member,
    body.reason,
    true,
    id,
  );
  return { status: 201, body: passage };
}

function takeUpload({ world, query, raw, session }) {
  const id = query.get('job');
  const name = query.get('name');
  const job = world.jobs.get(id) ?? { id, kind: 'ingest', phase: 'running', seen: 0, added: 0, already_there: 0, refused: [], notes: [], files: [], done: 0, total: 0 }; // prettier-ignore
  world.jobs.set(id, job);
  const file = { name, stage: 'reading', documents: [], pages: 0 };
  job.files.push(file);
  job.seen++;
  setTimeout(() => {
    if (name.endsWith('.exe')) {
      file.stage = 'refused';
      job.refused.push({ path: name, reason: 'it is a program' });
    } else {
      const { info } = addDocument(
        world,
        name,
        name.endsWith('.txt') ? raw.toString() : '',
        query.get('compartment'),
        session.member,
      );
      Object.assign(file, { stage: 'added', documents: [info.id], pages: info.page_count });
      job.added++;
    }
    job.done++;
    if (job.files.every((one) => one.stage !== 'reading')) job.phase = 'done';
    tell(world, 'job', job);
  }, 350);
  return { status: 202, body: { job: id } };
}

export const deskRoutes = {
  ...reviewRoutes,
  'GET /follow-up': followUp(list),
  'GET /schema': ({ world }) => ok(world.schema),
  'POST /schema/fields': ({ world, body }) => {
    world.schema.types.find((one) => one.name === body.type).fields.push({ own: true, ...body, name: `own_${body.name}` });
    return ok(body);
  },
  'POST /vocabularies/:name/terms': ({ world, parts, body }) => (
    world.schema.vocabularies.find((one) => one.name === parts[0]).terms.push({ own: true, ...body }),
    ok(body)
  ),
  'GET /records/:type': list,
  'POST /records/:type': ({ world, parts, body, session }) => ({
    status: 201,
    body: full(putRecord(world, parts[0], body.fields, body.compartment, session.member, body.reason)),
  }),
  'GET /records/:type/export': () => ({ status: 200, type: 'text/csv', raw: Buffer.from('alias\n') }),
  'POST /records/:type/import': ({ raw }) => {
    const rows = raw.toString().trim().split('\n').length - 1;
    return ok({ seen: rows, added: rows, changed: 0, already_there: 0, refused: [] });
  },
  'GET /record/:id': (request) => (record(request) ? ok(full(record(request))) : fail(404, 'not_found')),
  'PATCH /record/:id': (request) => {
    const old = record(request);
    const { world, body, session } = request;
    if (body.if_version && body.if_version !== old.version)
      return { ...fail(409, 'conflict'), body: { ...fail(409, 'conflict').body, current: full(old) } };
    return ok(full(putRecord(world, old.type, body.fields, old.compartment, session.member, body.reason, true, old.id)));
  },
  'POST /record/:id/open': ({ world, parts, body, session }) => {
    note(
      world,
      parts[0],
      session.member,
      body.reason,
      'open',
      (body.fields ?? ['names']).map((field) => ({ field, before: null, after: null })),
    );
    return ok({
      fields: Object.fromEntries(body.fields.map((field) => [field, world.plain.get(`${parts[0]}.${field}`) ?? 'invented'])),
    });
  },
  'POST /record/:id/resolve': (request) => {
    const old = record(request);
    const { world, body, session } = request;
    return ok(
      full(putRecord(world, old.type, { [body.field]: body.value }, old.compartment, session.member, body.reason, true, old.id)),
    );
  },
  'POST /record/:id/expunge': ({ world, parts }) => (
    world.records.delete(parts[0]),
    world.documents.delete(parts[0]),
    { status: 204 }
  ),
  'GET /record/:id/history': ({ world, parts }) =>
    world.records.has(parts[0]) ? ok({ items: world.history.get(parts[0]) ?? [] }) : fail(404, 'not_found'),
  'GET /record/:id/links': ({ world, parts }) => {
    const end = (id, field) => ({ id, type: world.records.get(id).type, title: world.records.get(id).title, field });
    const to = Object.entries(record({ world, parts })?.fields ?? {}).flatMap(([field, value]) => values(value).filter((id) => world.records.has(id)).map((id) => end(id, field))); // prettier-ignore
    const from = [...world.records.values()].flatMap((one) => Object.entries(one.fields).filter(([, value]) => values(value).includes(parts[0])).map(([field]) => end(one.id, field))); // prettier-ignore
    return ok({ to, from });
  },
  'GET /search': search,
  'GET /documents/:id': ({ world, parts }) =>
    world.documents.has(parts[0]) ? ok(world.documents.get(parts[0]).info) : fail(404, 'not_found'),
  'GET /documents/:id/passages': ({ world, parts }) =>
    ok({ passages: [...world.passages.values()].filter((one) => one.document === parts[0]) }),
  'GET /documents/:id/pages/:n': ({ world, parts }) => ok(world.documents.get(parts[0]).pages[parts[1] - 1]),
  'GET /documents/:id/pages/:n/image': ({ world, parts }) => ({
    status: 200,
    type: 'image/png',
    raw: pictureOf(world.documents.get(parts[0]).pages[parts[1] - 1]),
  }),
  'GET /documents/:id/original': () => ({ status: 200, type: 'application/pdf', raw: Buffer.from('mock') }),
  'POST /passages': makePassage,
  'GET /passages/:id': ({ world, parts }) =>
    world.passages.has(parts[0]) ? ok(world.passages.get(parts[0])) : fail(404, 'not_found'),
  'POST /uploads': takeUpload,
  'GET /jobs/:id': ({ world, parts }) => (world.jobs.has(parts[0]) ? ok(world.jobs.get(parts[0])) : fail(404, 'not_found')),
  'DELETE /jobs/:id': ({ world, parts }) => ((world.jobs.get(parts[0]).phase = 'cancelled'), { status: 204 }),
  'GET /ledger': ({ world }) => ok({ ...world.ledger, documents: world.documents.size }),
  'POST /verify': ({ world }) => {
    world.ledger.verifying = true;
    setTimeout(() => Object.assign(world.ledger, { verifying: false, last_verified_at: now(), last_result: { ok: true } }), 900);
    return { status: 202, body: { job: newId() } };
  },
  'GET /home': ({ world }) => {
    const counts = {};
    for (const one of world.records.values()) counts[one.type] = (counts[one.type] ?? 0) + 1;
    const recent = [...world.records.values()].reverse().slice(0, 8).map((one) => ({ id: one.id, type: one.type, title: one.title, at: one.updated_at, member: one.updated_by })); // prettier-ignore
    return ok({ recent, counts, ledger: { ...world.ledger, documents: world.documents.size } });
  },
};
