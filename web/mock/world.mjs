// SPDX-License-Identifier: AGPL-3.0-or-later
// The mock's memory: one workspace, gone when the process ends.
import { documentOf, newId, now, person, schema } from './data.mjs';

const permissions = ['read', 'write', 'ingest', 'open_sealed', 'review', 'export', 'import', 'expunge', 'manage_schema', 'manage_members', 'manage_roles', 'manage_compartments', 'manage_vault', 'verify']; // prettier-ignore

export function makeWorld({ people = 400 } = {}) {
  const roles = [
    ['reader', ['read']],
    ['documenter', ['read', 'write', 'ingest', 'open_sealed']],
    ['lead', permissions.filter((one) => !one.startsWith('manage_') || one === 'manage_compartments')],
    ['administrator', ['read', 'verify', ...permissions.filter((one) => one.startsWith('manage_'))]],
  ].map(([name, own]) => ({ id: name, name, permissions: own, built_in: true }));
  return {
    phase: 'empty',
    workspace: '',
    permissions,
    schema: schema(),
    roles,
    members: [],
    secrets: new Map(),
    invitations: [],
    compartments: [{ id: 'general', name: 'general', purpose: '', members: [] }],
    sessions: new Map(),
    challenges: new Map(),
    records: new Map(),
    documents: new Map(),
    passages: new Map(),
    plain: new Map(),
    jobs: new Map(),
    history: new Map(),
    listeners: new Set(),
    ledger: {
      entries: 1,
      checkpoint: 'guvoh.example/mock\n1\nmock',
      last_verified_at: null,
      last_result: null,
      verifying: false,
    },
    people,
  };
}

export function fill(world, member) {
  for (let n = 0; n < world.people; n++) putRecord(world, 'Person', person(n), 'general', member, 'invented', false);
  const place = putRecord(
    world,
    'Place',
    { names: ['Ortovo', 'Ортово'], name: 'Ortovo', kind: 'prison' },
    'general',
    member,
    'invented',
    false,
  );
  const clash = [...world.records.values()][0];
  clash.conflicts = { sex: [{ value: 'female', at: now(), member }, { value: 'male', at: now(), member }] }; // prettier-ignore
  clash.in_conflict = true;
  clash.fields.places = [place.id];
}

export function titleOf(type, fields) {
  for (const name of type?.title_fields ?? []) {
    const value = Array.isArray(fields[name]) ? fields[name][0] : fields[name];
    if (typeof value === 'string' && value) return value;
  }
  return '';
}

export function tell(world, event, data) {
  for (const answer of world.listeners) answer.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}

export function putRecord(world, typeName, given, compartment, member, reason, loud = true, id = newId()) {
  const type = world.schema.types.find((one) => one.name === typeName);
  const fields = { ...given };
  for (const field of type.fields.filter((one) => one.sealed && given[one.name] && !given[one.name].sealed)) {
    world.plain.set(`${id}.${field.name}`, given[field.name]);
    fields[field.name] = { sealed: true };
  }
  const old = world.records.get(id);
  const next = Object.fromEntries(Object.entries({ ...old?.fields, ...fields }).filter(([, value]) => value !== null));
  const record = {
    id,
    type: typeName,
    title: titleOf(type, next),
    compartment,
    version: String((Number(old?.version) || 0) + 1),
    created_at: old?.created_at ?? now(),
    updated_at: now(),
    created_by: old?.created_by ?? member,
    updated_by: member,
    fields: next,
    in_conflict: false,
    conflicts: {},
  };
  world.records.set(id, record);
  world.ledger.entries++;
  if (loud || !old) note(world, id, member, reason, old ? 'change' : 'put', Object.entries(fields).map(([field, after]) => ({ field, before: old?.fields[field] ?? null, after }))); // prettier-ignore
  if (loud) tell(world, 'changed', { type: typeName, id });
  return record;
}

export function note(world, id, member, reason, kind, fields) {
  const items = world.history.get(id) ?? [];
  world.history.set(id, [{ at: now(), member, reason, kind, seq: world.ledger.entries, fields }, ...items]);
}

export function addDocument(world, name, content, compartment, member) {
  const made = documentOf(name, member, content, compartment);
  world.documents.set(made.info.id, made);
  const fields = {
    title: made.info.title,
    file_name: name,
    kind: 'pdf',
    languages: made.info.languages,
    page_count: made.info.page_count,
  };
  putRecord(world, 'Document', fields, compartment, member, 'added', true, made.info.id);
  return made;
}
