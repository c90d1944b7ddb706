// SPDX-License-Identifier: AGPL-3.0-or-later
// The recommendations desk as the server tells it: follow-up, States, demands, dates and what an import did.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { address, get, sendFile } from './client';
import { listQuery, type ListParameters } from './queries';
import type { FacetValue, RecordPage, RecordRow } from './types';

export type Counts = Record<string, number>;
export interface MeasureView {
  id: string;
  title: string;
  institution: string;
  responsible: string;
  due_on: string;
  done_on: string;
  status: string;
  budget: string;
  overdue: boolean;
}
export interface AssessmentView {
  id: string;
  assessor: string;
  by: string;
  scale: string;
  grade: string;
  level: string;
  assessed_on: string;
  reasons: string;
  passages: string[];
}
export interface FollowUpRow {
  id: string;
  number: string;
  text: string;
  issuer: string;
  position: string;
  made_on: string;
  review: string;
  demand: string;
  document: string;
  passage: string;
  states: string[];
  themes: string[];
  cycle: number;
  page: number;
  measures: MeasureView[];
  by_state: AssessmentView[];
  by_others: AssessmentView[];
  disagree: boolean;
}
export interface FollowUp {
  total: number;
  rows: FollowUpRow[];
  positions: Counts;
  levels: Counts;
  disagreeing: number;
  overdue: number;
  without_measure: number;
}
export interface DueItem {
  date: string;
  kind: string;
  id: string;
  type: string;
  title: string;
  state: string;
  overdue: boolean;
}
export interface Treaty {
  treaty: string;
  status: string;
  signed_on: string;
  bound_on: string;
  report_due_on: string;
  npm_designated_on: string;
  declarations: string[];
}
export interface ReviewLine {
  id: string;
  title: string;
  body: string;
  held_on: string;
  report_due_on: string;
  cycle: number;
  positions: Counts;
}
export interface StateView {
  state: string;
  treaties: Treaty[];
  reviews: ReviewLine[];
  demands: { id: string; title: string; status: string; treaty: string }[];
  themes: Record<string, Counts>;
  due: DueItem[];
}
export interface Proposal {
  title: string;
  state: string;
  treaty: string;
  demand: string;
  recommendations: string[];
  words: string[];
  likeness: number;
}
/** "Not the same": of a whole group, or of one member of it. */
export interface Refusal {
  id: string;
  member: string;
  recommendations: string[];
}
export interface Said {
  position: string;
  stage: string;
  stated_on: string;
  document: string;
  page: number;
}
export interface DemandStep {
  recommendation: string;
  number: string;
  text: string;
  issuer: string;
  made_on: string;
  document: string;
  states: string[];
  cycle: number;
  page: number;
  change: string;
  positions: Said[];
}
/** A position that was new at its date. */
export interface DemandTurn {
  position: string;
  on: string;
  document: string;
  page: number;
  recommendation: string;
}
export interface DemandView {
  id: string;
  title: string;
  state: string;
  status: string;
  treaty: string;
  steps: DemandStep[];
  drift: string;
  course: DemandTurn[];
  treaty_status: string;
  bound_on: string;
  overdue_since: string;
}
export interface Suggestion {
  kind: string;
  code: string;
  by: string;
  score: number;
  words: string[];
  spans: [number, number][];
}
export interface ConfirmReport {
  seen: number;
  changed: number;
  already_there: number;
  refused: { id: string; reason: string }[];
}
export interface ImportNote {
  where: string;
  what: string;
}
export interface ReviewImport {
  format: string;
  document: string | null;
  seen: number;
  taken: number;
  folded: number;
  doubles: number;
  records: Record<string, { added: number; changed: number; already_there: number }>;
  positions: Record<string, Counts>;
  refused: ImportNote[];
  repairs: ImportNote[];
}

/** As many rows as one answer may hold. */
export const mostRows = 200;

// What another member changes is told per type of record; all of these are made of several types, so they lie under ['records'].
export const useFollowUp = (p: ListParameters) =>
  useQuery({
    queryKey: ['records', 'Recommendation', 'follow-up', p],
    queryFn: ({ signal }) => get<FollowUp>('/follow-up', { ...listQuery(p), limit: mostRows }, signal),
    placeholderData: keepPreviousData,
  });
export const useDue = (state: string) =>
  useQuery({
    queryKey: ['records', 'Recommendation', 'due', state],
    queryFn: () => get<{ items: DueItem[] }>('/due', { state }),
    placeholderData: keepPreviousData,
  });
export const useStatePage = (code: string) =>
  useQuery({ queryKey: ['records', 'Recommendation', 'state', code], queryFn: () => get<StateView>(`/states/${code}`) });
export const useProposals = (state: string) =>
  useQuery({
    queryKey: ['records', 'Recommendation', 'proposals', state],
    queryFn: () => get<{ proposals: Proposal[]; refused: Refusal[] }>('/demands/proposals', { state }),
    enabled: state !== '',
  });
export const useDemand = (id: string) =>
  useQuery({ queryKey: ['record', id, 'demand'], queryFn: () => get<DemandView>(`/demands/${id}`) });
export const useSuggestions = (id: string) =>
  useQuery({
    queryKey: ['record', id, 'suggestions'],
    queryFn: () => get<{ suggestions: Suggestion[] }>(`/recommendations/${id}/suggestions`),
  });

/** Counts by one field of the recommendations that fit. */
export const useRecommendationFacets = (facets: string, where: string[] = []) =>
  useQuery({
    queryKey: ['records', 'Recommendation', 'facets', facets, where],
    queryFn: () => get<RecordPage>('/records/Recommendation', { facets, where, limit: 1 }),
    select: (page): Record<string, FacetValue[]> => page.facets ?? {},
    staleTime: 10_000,
  });

/** Up to 200 records of a type that name the record `id` in `field`. */
export const useNaming = (type: string, field: string, id: string, sort: string) =>
  useQuery({
    queryKey: ['records', type, 'naming', field, id],
    queryFn: () => get<RecordPage>(`/records/${type}`, { where: [`${field}:is:${id}`], sort, limit: mostRows }),
    select: (page): RecordRow[] => page.rows,
  });

export interface ImportRequest {
  format: string;
  document: string;
  name: string;
  state: string;
  cycle: string;
  compartment: string;
  reason: string;
  /** Of a table. */
  type: string;
  mapping: string;
}
export const importReviews = (file: Blob, request: ImportRequest, dry: boolean): Promise<ReviewImport> =>
  sendFile<ReviewImport>('/reviews/import', file, { ...request, dry_run: dry ? 1 : 0 });

export const matrixAddress = (format: string, language: string, p: ListParameters): string =>
  address('/follow-up/matrix', { format, language, ...listQuery(p) });
export const reportAddress = (language: string, p: ListParameters): string =>
  address('/follow-up/report', { language, ...listQuery(p) });
export const calendarAddress = (state: string): string => address('/calendar.ics', { state });
