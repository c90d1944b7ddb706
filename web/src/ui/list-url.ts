// SPDX-License-Identifier: AGPL-3.0-or-later
// Every list is an address: words, conditions, order, density and the opened row are all in it, so back works and a list can be sent.
import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

export interface ListUrl {
  q: string;
  where: string[];
  sort: string;
  open: string;
  compact: boolean;
  exact?: boolean;
}

export function readListUrl(parameters: URLSearchParams): ListUrl {
  return {
    q: parameters.get('q') ?? '',
    where: parameters.getAll('where'),
    sort: parameters.get('sort') ?? '',
    open: parameters.get('open') ?? '',
    compact: parameters.get('view') === 'compact',
  };
}

export function writeListUrl(old: URLSearchParams, part: Partial<ListUrl>): URLSearchParams {
  const next = new URLSearchParams(old);
  const put = (name: string, value: string | undefined): void => {
    if (value === undefined) return;
    if (value === '') next.delete(name);
    else next.set(name, value);
  };
  put('q', part.q);
  put('sort', part.sort);
  put('open', part.open);
  if (part.compact !== undefined) put('view', part.compact ? 'compact' : '');
  if (part.exact !== undefined) put('exact', part.exact ? '1' : '');
  if (part.where) {
    next.delete('where');
    for (const one of part.where) next.append('where', one);
  }
  return next;
}

export function useListUrl(): [ListUrl, (part: Partial<ListUrl>, replace?: boolean) => void, URLSearchParams] {
  const [parameters, setParameters] = useSearchParams();
  const change = useCallback(
    (part: Partial<ListUrl>, replace = false) => setParameters((old) => writeListUrl(old, part), { replace }),
    [setParameters],
  );
  return [readListUrl(parameters), change, parameters];
}
