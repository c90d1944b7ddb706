// SPDX-License-Identifier: AGPL-3.0-or-later
// The server's own news: progress of jobs, records that others changed, and the end of this session.
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { base } from './client';
import { leave, sessionKey } from './session';
import type { Job } from './types';
import { noteJob } from './uploads';

/** Follow-up, States and dates are drawn from all of these together; their queries lie under Recommendation. */
const answers = new Set(['position', 'measure', 'assessment', 'review', 'demand', 'instrumentstatus']);

export function noteChanged(client: QueryClient, changed: { type: string; id: string }): void {
  void client.invalidateQueries({ queryKey: ['record', changed.id] });
  void client.invalidateQueries({ queryKey: ['records', changed.type] });
  void client.invalidateQueries({ queryKey: ['home'] });
  const type = changed.type.toLowerCase();
  if (answers.has(type)) void client.invalidateQueries({ queryKey: ['records', 'Recommendation'] });
  if (type === 'document') void client.invalidateQueries({ queryKey: ['search'] });
  if (type === 'passage')
    void client.invalidateQueries({ queryKey: ['document'], predicate: (q) => q.queryKey[2] === 'passages' });
  if (['member', 'role', 'compartment', 'grant'].includes(type)) {
    for (const key of ['members', 'roles', 'compartments', 'session']) void client.invalidateQueries({ queryKey: [key] });
  }
}

const wait = 3000; // milliseconds before a stream that ended is asked for again

/** Listens while the page is looked at: a hidden tab would hold one of the few connections a browser has for an address. */
export function useEvents(): void {
  const client = useQueryClient();
  useEffect(() => {
    let stream: EventSource | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let missed = false; // something may have happened that no stream told
    const stop = (): void => {
      clearTimeout(timer);
      stream?.close();
      stream = undefined;
      missed = true;
    };
    const listen = (): void => {
      if (stream || document.hidden) return;
      stream = openStream(client);
      stream.addEventListener('open', () => {
        if (missed) void client.invalidateQueries();
        missed = false;
      });
      for (const end of ['error', 'lagged']) {
        stream.addEventListener(end, () => {
          stop();
          void client.invalidateQueries({ queryKey: sessionKey }); // perhaps it ended
          timer = setTimeout(listen, wait);
        });
      }
    };
    const look = (): void => (document.hidden ? stop() : listen());
    listen();
    document.addEventListener('visibilitychange', look);
    return () => {
      document.removeEventListener('visibilitychange', look);
      stop();
    };
  }, [client]);
}

function openStream(client: QueryClient): EventSource {
  const stream = new EventSource(`${base}/events`);
  const data = (event: Event): unknown => JSON.parse((event as MessageEvent<string>).data || 'null');
  stream.addEventListener('job', (event) => {
    const job = data(event) as Job;
    noteJob(job);
    if (job.phase === 'done') {
      for (const key of ['search', 'home', 'records', 'ledger']) void client.invalidateQueries({ queryKey: [key] });
    }
  });
  stream.addEventListener('changed', (event) => noteChanged(client, data(event) as { type: string; id: string }));
  stream.addEventListener('signed_out', () => leave(client));
  return stream;
}
