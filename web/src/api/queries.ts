// SPDX-License-Identifier: AGPL-3.0-or-later
// What the screens read, one hook each. A change seen on the event stream makes the right ones ask again (events.ts).
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { get } from './client';
import type * as T from './types';

export const useSchema = () => useQuery({ queryKey: ['schema'], queryFn: () => get<T.Schema>('/schema'), staleTime: 300_000 });
export const useHome = () => useQuery({ queryKey: ['home'], queryFn: () => get<T.HomeView>('/home') });
export const useLedger = () =>
  useQuery({
    queryKey: ['ledger'],
    queryFn: () => get<T.Ledger>('/ledger'),
    refetchInterval: (query) => (query.state.data?.verifying ? 1000 : 60_000),
  });

export interface ListParameters {
  q?: string;
  where?: string[];
  sort?: string;
  facets?: string;
}
export const listQuery = (p: ListParameters) => ({ q: p.q, where: p.where, sort: p.sort });

export function useRecordList(type: string, p: ListParameters, enabled = true) {
  return useInfiniteQuery({
    enabled,
    queryKey: ['records', type, p],
    queryFn: ({ pageParam, signal }) =>
      get<T.RecordPage>(
        `/records/${type}`,
        { ...listQuery(p), limit: 200, cursor: pageParam, facets: pageParam ? undefined : p.facets },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

export const useRecord = (id: string) =>
  useQuery({ queryKey: ['record', id], queryFn: () => get<T.RecordView>(`/record/${id}`), enabled: id !== '' });
export const useHistory = (id: string) =>
  useQuery({ queryKey: ['record', id, 'history'], queryFn: () => get<{ items: T.HistoryItem[] }>(`/record/${id}/history`) });
export const useLinks = (id: string) =>
  useQuery({ queryKey: ['record', id, 'links'], queryFn: () => get<T.Links>(`/record/${id}/links`) });

export interface SearchParameters {
  q: string;
  where: string[];
  exact?: boolean;
  facets?: string;
}
const searchPage = 20;
export function useSearch(p: SearchParameters) {
  return useInfiniteQuery({
    queryKey: ['search', p],
    queryFn: ({ pageParam, signal }) =>
      get<T.SearchAnswer>(
        '/search',
        {
          q: p.q,
          where: p.where,
          exact: p.exact ? 1 : undefined,
          limit: searchPage,
          offset: pageParam,
          facets: pageParam ? undefined : p.facets,
        },
        signal,
      ),
    initialPageParam: 0,
    getNextPageParam: (last, all) => (last.hits.length === searchPage ? all.length * searchPage : undefined),
    enabled: p.q.trim() !== '',
    placeholderData: keepPreviousData,
  });
}

export const useDocument = (id: string) =>
  useQuery({ queryKey: ['document', id], queryFn: () => get<T.DocumentInfo>(`/documents/${id}`), enabled: id !== '' });
export const usePage = (id: string, page: number) =>
  useQuery({
    queryKey: ['document', id, 'page', page],
    queryFn: () => get<T.PageInfo>(`/documents/${id}/pages/${page}`),
    staleTime: Infinity,
  });
export const usePassages = (id: string) =>
  useQuery({
    queryKey: ['document', id, 'passages'],
    queryFn: () => get<{ passages: T.Passage[] }>(`/documents/${id}/passages`),
  });
export const usePassage = (id: string) =>
  useQuery({ queryKey: ['passage', id], queryFn: () => get<T.Passage>(`/passages/${id}`) });

/** `fresh`: asked again whenever the screen about members is opened; elsewhere only names are needed. */
export const useMembers = (fresh = false) =>
  useQuery({
    queryKey: ['members'],
    queryFn: () => get<{ members: T.Member[] }>('/members'),
    refetchOnMount: fresh ? 'always' : true,
    refetchInterval: fresh ? 30_000 : false,
  });
export const useInvitations = (enabled: boolean) =>
  useQuery({ queryKey: ['invitations'], queryFn: () => get<{ invitations: T.Invitation[] }>('/invitations'), enabled });
export const useRoles = () =>
  useQuery({ queryKey: ['roles'], queryFn: () => get<{ roles: T.Role[]; permissions: T.Permission[] }>('/roles') });
export const useCompartments = () =>
  useQuery({ queryKey: ['compartments'], queryFn: () => get<{ compartments: T.Compartment[] }>('/compartments') });
export const useLogins = () => useQuery({ queryKey: ['logins'], queryFn: () => get<{ sessions: T.LoginRow[] }>('/sessions') });
export const usePasskeys = () =>
  useQuery({ queryKey: ['passkeys'], queryFn: () => get<{ passkeys: T.Passkey[] }>('/me/passkeys') });
export const useCalendarLinks = () =>
  useQuery({ queryKey: ['calendar-links'], queryFn: () => get<{ calendar_links: T.CalendarLink[] }>('/me/calendar-links') });
