// SPDX-License-Identifier: AGPL-3.0-or-later
// The recommendations desk of the mock: what an import takes out of a plain text, and the views made of it.
import { fail } from './access.mjs';
import { now } from './data.mjs';
import { putRecord } from './world.mjs';

const ok = (body) => ({ status: 200, body });
const today = () => now().slice(0, 10);
const of = (world, type, test = () => true) => [...world.records.values()].filter((one) => one.type === type && test(one.fields));
const countries = { Chile: 'CHL', Peru: 'PER', Cuba: 'CUB', Spain: 'ESP', Norway: 'NOR' };

/** Numbers like 88.1 with their text and States, and the decision of the heading above them. */
function read(text) {
  const found = [];
  let position = 'supported';
  for (const line of text.split(/\n\s*\n/)) {
    if (/^\d+\.\s/.test(line))
      position = /not enjoy/.test(line) ? 'noted' : /examined/.test(line) ? 'under_examination' : 'supported';
    const item = /^(\d+\.\d+)\.\s+([^]*?)\s*\(([^)]*)\)[.;]?\s*$/.exec(line.trim());
    if (item) found.push({ number: item[1], text: item[2].replace(/\s+/g, ' '), position, states: item[3].split(/, |; /).map((name) => countries[name]).filter(Boolean) }); // prettier-ignore
  }
  return found;
}

const words = { torture: [/tortur\w*/i, 'torture', 'justice'], child: [/child\w*/i, '', 'rights_child'], statute: [/statute|ratify/i, '', 'international_instruments'] }; // prettier-ignore
const about = (text) => Object.values(words).flatMap(([pattern, flag, theme]) => {
  const found = pattern.exec(text);
  return found ? [{ flag, theme, word: found[0], at: found.index }] : [];
}); // prettier-ignore

function importOne(world, session, query, item, document, dry) {
  const state = query.get('state') || 'KGZ';
  const key = `${document}:${item.number}`;
  const old = of(world, 'Recommendation', (fields) => fields.source_key === key)[0];
  if (old || dry) return old !== undefined;
  const topics = about(item.text);
  const put = (type, fields) => putRecord(world, type, fields, 'general', session.member, query.get('reason'), false);
  const review = of(world, 'Review', (fields) => fields.state === state)[0] ?? put('Review', { title: `Universal Periodic Review of ${state}, cycle 1`, kind: 'upr', state, body: 'UPR', cycle: '1', held_on: '2010-05-03', report_due_on: '2031-05' }); // prettier-ignore
  const fields = { text: item.text, number: item.number, state, issuer: 'UPR', cycle: query.get('cycle') || '1', made_on: '2010-05-03', position: item.position, recommending_states: item.states, review: review.id, document, page: 1, source_key: key, suggested_themes: topics.map((one) => one.theme), concerns: topics.map((one) => one.flag).filter(Boolean) }; // prettier-ignore
  const made = put('Recommendation', fields);
  put('Position', { recommendation: made.id, position: item.position, state, stage: 'report', stated_on: '2010-05-03', document, page: 1 }); // prettier-ignore
  return false;
}

function importReviews({ world, session, query, raw }) {
  const id = query.get('document') ?? '';
  const held = world.documents.get(id);
  const text = held ? held.pages.map((page) => page.text).join('\n') : raw.toString();
  const items = read(text);
  if (items.length === 0) return { ...fail(422, 'invalid'), body: { ...fail(422, 'invalid').body, detail: 'no recommendations were found' } }; // prettier-ignore
  const dry = query.get('dry_run') === '1';
  const had = items.filter((item) => importOne(world, session, query, item, id, dry)).length;
  const counts = { added: items.length - had, changed: 0, already_there: had };
  const positions = {};
  for (const item of items) positions[item.position] = (positions[item.position] ?? 0) + 1;
  const repairs = [{ where: items[0].number, what: 'a line break inside a word was closed' }];
  return ok({ format: query.get('format'), document: id || null, seen: items.length, taken: items.length, folded: 0, doubles: 0, records: { Recommendation: counts, Position: counts }, positions: { [query.get('state') || 'KGZ']: positions }, refused: [], repairs }); // prettier-ignore
}

const levels = { A: 'implemented', B: 'in_part', C: 'not_implemented', D: 'not_implemented', E: 'not_implemented', fully: 'implemented', partly: 'in_part', not: 'not_implemented' }; // prettier-ignore
const texts = (fields, names) => Object.fromEntries(names.map((name) => [name, fields[name] ?? '']));

function rowOf(world, { id, fields }) {
  const measures = of(world, 'Measure', (one) => one.recommendations?.includes(id)).map((one) => ({
    id: one.id,
    ...texts(one.fields, ['title', 'responsible', 'due_on', 'done_on', 'status', 'budget']),
    institution: '',
    overdue: Boolean(one.fields.due_on) && one.fields.due_on < today() && one.fields.status !== 'done',
  }));
  const assessed = of(world, 'Assessment', (one) => one.recommendation === id).map((one) => ({
    id: one.id,
    ...texts(one.fields, ['assessor', 'scale', 'grade', 'assessed_on', 'reasons']),
    by: '',
    level: levels[one.fields.grade] ?? one.fields.grade,
    passages: one.fields.passages ?? [],
  }));
  const by_state = assessed.filter((one) => one.assessor === 'state');
  const by_others = assessed.filter((one) => one.assessor !== 'state');
  const disagree = by_state.length > 0 && by_others.length > 0 && by_state[0].level !== by_others[0].level;
  const row = texts(fields, ['number', 'text', 'issuer', 'position', 'made_on', 'review', 'demand', 'document', 'passage']);
  return { id, ...row, states: fields.recommending_states ?? [], themes: fields.themes ?? fields.suggested_themes ?? [], cycle: Number(fields.cycle ?? 0), page: fields.page ?? 0, measures, by_state, by_others, disagree }; // prettier-ignore
}

const tally = (list, key) => list.reduce((sum, one) => ({ ...sum, [key(one)]: (sum[key(one)] ?? 0) + 1 }), {});

export const followUp = (list) => (request) => {
  const { rows: found } = list({ ...request, parts: ['Recommendation'] }).body;
  const rows = found.map((one) => rowOf(request.world, one));
  const assessed = rows.map((row) => row.by_others[0] ?? row.by_state[0]).filter(Boolean);
  return ok({
    total: rows.length,
    rows,
    positions: tally(rows, (row) => row.position || 'none'),
    levels: tally(assessed, (one) => one.level),
    disagreeing: rows.filter((row) => row.disagree).length,
    overdue: rows.filter((row) => row.measures.some((one) => one.overdue)).length,
    without_measure: rows.filter((row) => row.measures.length === 0).length,
  });
};

const dated = [['Review', 'report_due_on', 'report_due'], ['Review', 'held_on', 'review'], ['Measure', 'due_on', 'measure_due'], ['InstrumentStatus', 'report_due_on', 'report_due']]; // prettier-ignore
const due = (world, state) =>
  dated
    .flatMap(([type, field, kind]) =>
      of(world, type, (fields) => fields[field] && (!state || fields.state === state)).map((one) => ({
        date: one.fields[field],
        kind,
        id: one.id,
        type,
        title: one.title,
        state: one.fields.state ?? '',
        overdue: kind !== 'review' && one.fields.status !== 'done' && one.fields[field] < today(),
      })),
    )
    .sort((a, b) => a.date.localeCompare(b.date));

function statePage({ world, parts: [state] }) {
  const its = (type) => of(world, type, (fields) => fields.state === state);
  const asked = its('Recommendation');
  const themes = {};
  for (const { fields } of asked)
    for (const theme of fields.themes ?? fields.suggested_themes ?? []) {
      themes[theme] ??= {};
      themes[theme][fields.position] = (themes[theme][fields.position] ?? 0) + 1;
    }
  const positions = (id) => tally(asked.filter((one) => one.fields.review === id), (one) => one.fields.position); // prettier-ignore
  return ok({
    state,
    treaties: its('InstrumentStatus').map(({ fields }) => ({ ...texts(fields, ['treaty', 'status', 'signed_on', 'bound_on', 'report_due_on', 'npm_designated_on']), declarations: fields.declarations ?? [] })), // prettier-ignore
    reviews: its('Review').map(({ id, fields }) => ({ id, ...texts(fields, ['title', 'body', 'held_on', 'report_due_on']), cycle: Number(fields.cycle ?? 0), positions: positions(id) })), // prettier-ignore
    demands: its('Demand').map(({ id, title, fields }) => ({ id, title, ...texts(fields, ['status', 'treaty']) })),
    themes,
    due: due(world, state),
  });
}

function proposals({ world, query }) {
  const free = of(world, 'Recommendation', (fields) => fields.state === query.get('state') && !fields.demand);
  if (free.length < 2) return ok({ proposals: [], refused: [] });
  const [first, second] = free;
  return ok({ proposals: [{ title: first.fields.text, state: query.get('state'), treaty: '', demand: '', recommendations: [first.id, second.id], words: ['tortur', 'polic'], likeness: 0.62 }], refused: [] }); // prettier-ignore
}

function acceptDemand({ world, body, session }) {
  const { title, state, treaty, recommendations, reason } = body;
  const made = putRecord(world, 'Demand', { title, state, treaty: treaty || null, status: 'open' }, 'general', session.member, reason); // prettier-ignore
  for (const id of recommendations) putRecord(world, 'Recommendation', { demand: made.id }, 'general', session.member, reason, true, id); // prettier-ignore
  return { status: 201, body: { id: made.id } };
}

function demandPage({ world, parts: [id] }) {
  const demand = world.records.get(id);
  if (!demand) return fail(404, 'not_found');
  const steps = of(world, 'Recommendation', (fields) => fields.demand === id).map((one, at) => ({
    ...rowOf(world, one),
    recommendation: one.id,
    change: at === 0 ? 'first' : 'repeated',
    positions: of(world, 'Position', (fields) => fields.recommendation === one.id).map(({ fields }) => ({ ...texts(fields, ['position', 'stage', 'stated_on', 'document']), page: fields.page ?? 0 })), // prettier-ignore
  }));
  return ok({ id, ...texts(demand.fields, ['title', 'state', 'status', 'treaty']), steps, drift: '', course: [], treaty_status: '', bound_on: '', overdue_since: '' }); // prettier-ignore
}

function suggestions({ world, parts: [id] }) {
  const found = about(world.records.get(id)?.fields.text ?? '');
  const one = (kind, code, { word, at }) => ({
    kind,
    code,
    by: 'rule',
    score: 0.9,
    words: [word],
    spans: [[at, at + word.length]],
  });
  return ok({ suggestions: found.flatMap((each) => [one('theme', each.theme, each), ...(each.flag ? [one('flag', each.flag, each)] : [])]) }); // prettier-ignore
}

function confirm({ world, body, session }) {
  for (const id of body.recommendations) {
    const { suggested_themes: themes } = world.records.get(id).fields;
    putRecord(world, 'Recommendation', { themes }, 'general', session.member, body.reason, true, id);
  }
  return ok({ seen: body.recommendations.length, changed: body.recommendations.length, already_there: 0, refused: [] });
}

const file = (type, text) => () => ({ status: 200, type, raw: Buffer.from(text) });

export const reviewRoutes = {
  'POST /reviews/import': importReviews,
  'GET /follow-up/matrix': file('text/csv', 'number\n'),
  'GET /follow-up/report': file('text/plain', 'mock'),
  'GET /calendar.ics': file('text/calendar', 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n'),
  'GET /due': ({ world, query }) => ok({ items: due(world, query.get('state')) }),
  'GET /states/:code': statePage,
  'GET /demands/proposals': proposals,
  'POST /demands': acceptDemand,
  'GET /demands/:id': demandPage,
  'GET /recommendations/:id/suggestions': suggestions,
  'POST /recommendations/confirm': confirm,
};
