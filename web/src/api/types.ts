// SPDX-License-Identifier: AGPL-3.0-or-later
// What the server says and hears, as the API description has it (GET /api/v1/openapi.json).

export type Phase = 'empty' | 'unclaimed' | 'locked' | 'open';
export interface State {
  phase: Phase;
  version: string;
  workspace_name: string;
  languages: string[];
  needs_setup_token: boolean;
}

export type Permission =
  | 'read'
  | 'write'
  | 'ingest'
  | 'open_sealed'
  | 'review'
  | 'export'
  | 'import'
  | 'expunge'
  | 'manage_schema'
  | 'manage_members'
  | 'manage_roles'
  | 'manage_compartments'
  | 'manage_vault'
  | 'verify';

export interface Session {
  member: { id: string; name: string; login: string; language: string };
  roles: { id: string; name: string }[];
  permissions: Permission[];
  compartments: { id: string; name: string; can_open: boolean }[];
  csrf_token: string;
  expires_at: string;
  idle_s: number;
  totp: boolean;
  recovery_codes_left: number;
  passkeys: number;
  workspace_name: string;
}

export type FactorMethod = 'totp' | 'passkey' | 'recovery_code';
export interface SecondFactor {
  challenge: string;
  methods: FactorMethod[];
  passkey?: unknown;
}
export interface SignInAnswer {
  session?: Session;
  second_factor?: SecondFactor;
}
export interface Strength {
  score: number;
  acceptable: boolean;
  crack_time: 'minutes' | 'hours' | 'days' | 'years' | 'centuries';
  advice: 'too_short' | 'common' | 'guessable' | 'repeats' | 'ok';
}
export interface SetupRequest {
  setup_token: string;
  workspace_name: string;
  member_name: string;
  login: string;
  passphrase: string;
  language: string;
}

export interface LoginRow {
  id: string;
  current: boolean;
  created_at: string;
  last_seen_at: string;
  address: string;
  agent: string;
}
export interface Passkey {
  id: string;
  label: string;
  created_at: string;
  opens_keys: boolean;
}

/** A link by which a calendar program reads one's dates without signing in. */
export interface CalendarLink {
  id: string;
  titles: boolean;
  state: string;
  created_at: string;
  last_used_at: string | null;
}

export interface Member {
  id: string;
  name: string;
  login: string;
  status: 'active' | 'removed' | 'invited';
  roles: string[];
  compartments: string[];
  totp: boolean;
  passkeys: number;
  last_seen_at: string | null;
}
export interface Invitation {
  id: string;
  name: string;
  login: string;
  expires_at: string;
}
export interface Role {
  id: string;
  name: string;
  permissions: Permission[];
  built_in: boolean;
}
export interface Compartment {
  id: string;
  name: string;
  purpose: string;
  member_of: boolean;
  members: string[];
}

export type Labels = Partial<Record<string, string>>;
export type FieldKind =
  | 'text'
  | 'long_text'
  | 'name'
  | 'integer'
  | 'date'
  | 'term'
  | 'terms'
  | 'link'
  | 'links'
  | 'place'
  | 'boolean'
  | 'url'
  | 'hash'
  | 'bytes'
  | 'data';
export interface Field {
  name: string;
  kind: FieldKind;
  labels: Labels;
  help?: Labels | string;
  required?: boolean;
  many?: boolean;
  sealed?: boolean;
  vocabulary?: string | null;
  target?: string[];
  read_only?: boolean;
  own?: boolean;
}
export interface RecordType {
  name: string;
  labels: Labels;
  plural: Labels;
  desk: 'library' | 'records' | 'recommendations';
  made_by_members?: boolean;
  title_field: string;
  list_columns: string[];
  facets: string[];
  sorts: string[];
  fields: Field[];
}
export interface Term {
  code: string;
  labels: Labels;
  parent?: string | null;
  own?: boolean;
}
export interface Vocabulary {
  name: string;
  labels: Labels;
  terms: Term[];
}
export interface Schema {
  version: number | string;
  types: RecordType[];
  vocabularies: Vocabulary[];
}

/** A field's value as JSON; a sealed one that was not opened is `{sealed:true}`. */
export type Value = string | number | boolean | null | Value[] | { [key: string]: Value };
export type Fields = Record<string, Value>;

export interface RecordRow {
  id: string;
  type: string;
  title: string;
  compartment: string;
  updated_at: string;
  in_conflict: boolean;
  fields: Fields;
}
export interface FacetValue {
  value: string;
  label?: string;
  count: number;
}
export type Facets = Record<string, FacetValue[]>;
export interface RecordPage {
  total: number;
  rows: RecordRow[];
  facets?: Facets;
  next_cursor: string | null;
}
export interface Claim {
  value: Value;
  at: string;
  member: string;
}
export interface RecordView extends RecordRow {
  version: string;
  created_at: string;
  created_by: string;
  updated_by: string;
  conflicts: Record<string, Claim[]>;
  may: { change: boolean; open: boolean; expunge: boolean };
}
export interface HistoryItem {
  at: string;
  member: string;
  device?: string;
  reason: string;
  kind: string;
  seq: number;
  fields: { field: string; before: Value; after: Value }[];
}
export interface LinkEnd {
  id: string;
  type: string;
  title: string;
  field: string;
}
export interface Links {
  from: LinkEnd[];
  to: LinkEnd[];
}
export interface ImportReport {
  seen: number;
  added: number;
  changed: number;
  already_there: number;
  refused: { row: number; field: string; reason: string }[];
}

/** Ranges are bytes of the UTF-8 text. */
export interface Hit {
  document: string;
  file_name: string;
  kind: string;
  page: number;
  language: string;
  score: number;
  snippet: string;
  marks: [number, number][];
  boxes?: Box[];
  begin: number;
  end: number;
}
export type Box = [number, number, number, number];
export interface SearchAnswer {
  total: number;
  total_is_exact: boolean;
  hits: Hit[];
  facets?: Facets;
}
export interface DocumentInfo {
  id: string;
  file_name: string;
  path: string;
  kind: string;
  media_type: string;
  sha256: string;
  added_at: string;
  added_by: string;
  title: string;
  size_bytes: number;
  page_count: number;
  languages: string[];
  metadata: Record<string, string> | { name: string; value: string }[];
  notes: string[];
  contains: string[];
  found_in: string | null;
  near_duplicates: string[];
  compartment: string;
}
export interface PageInfo {
  document: string;
  page: number;
  width_pt: number;
  height_pt: number;
  from_ocr: boolean;
  ocr_confidence: number | null;
  text: string;
  words: { begin: number; end: number; box: Box; confidence?: number }[];
  paragraphs: { begin: number; end: number; language: string; script: string }[];
}
export interface Passage {
  id: string;
  document: string;
  document_sha256: string;
  file_name: string;
  page: number;
  text: string;
  before: string;
  after: string;
  characters: { begin: number; end: number };
  boxes: Box[];
  anchor: string;
  note?: string | null;
}

export interface Job {
  id: string;
  kind: string;
  phase: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';
  seen: number;
  added: number;
  already_there: number;
  refused: { path: string; reason: string }[];
  notes: (string | { path: string; reason: string })[];
  files: { name: string; stage: string; documents: string[]; pages: number }[];
  done: number;
  total: number;
}
export interface Ledger {
  entries: number;
  documents: number;
  checkpoint: string | { [key: string]: Value } | null;
  last_verified_at: string | null;
  last_result: string | { [key: string]: Value } | null;
  verifying: boolean;
}
export interface HomeView {
  recent: { id: string; type: string; title: string; at: string; member: string }[];
  counts: Record<string, number>;
  ledger: Ledger;
}
