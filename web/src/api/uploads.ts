// SPDX-License-Identifier: AGPL-3.0-or-later
// Files on their way in: a small store that sends a drop one file after another and follows its job by events (or by asking).
import { useSyncExternalStore } from 'react';
import { address, change, get, tokenHeader, type Query } from './client';
import { readError } from './error';
import { noteReach } from './reach';
import type { Job } from './types';

export interface Sending {
  file: File;
  name: string;
  size: number;
  sent: number;
  state: 'waiting' | 'sending' | 'sent' | 'failed';
  error?: string;
  /** It was refused, and sent again to be preserved unread. */
  kept?: boolean;
}
export interface Drop {
  job: string;
  compartment: string;
  files: Sending[];
  report?: Job;
}

let drops: readonly Drop[] = [];
let shown = false;
let snapshot = { drops, shown };
const listeners = new Set<() => void>();
function publish(next: readonly Drop[], open = shown): void {
  drops = next;
  shown = open;
  snapshot = { drops, shown };
  for (const listener of listeners) listener();
}
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};
export const useDrops = () => useSyncExternalStore(subscribe, () => snapshot);
export const showTray = (open: boolean): void => publish(drops, open);
export const clearDrops = (): void =>
  publish(
    drops.filter((drop) => !isOver(drop)),
    false,
  );

export const isOver = (drop: Drop): boolean =>
  drop.files.every((file) => file.state === 'failed') ||
  (drop.files.every((file) => file.state === 'sent' || file.state === 'failed') &&
    ['done', 'failed', 'cancelled'].includes(drop.report?.phase ?? ''));

const edit = (job: string, with_: (drop: Drop) => Drop): void =>
  publish(drops.map((drop) => (drop.job === job ? with_(drop) : drop)));
const editFile = (job: string, index: number, part: Partial<Sending>): void =>
  edit(job, (drop) => ({ ...drop, files: drop.files.map((file, at) => (at === index ? { ...file, ...part } : file)) }));

/** Called by the event stream. */
export function noteJob(report: Job): void {
  edit(report.id, (drop) => ({ ...drop, report }));
}

function sendOne(query: Query, file: File, progress: (sent: number) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', address('/uploads', { ...query, name: file.webkitRelativePath || file.name }));
    request.setRequestHeader(...tokenHeader());
    request.setRequestHeader('Content-Type', file.type || 'application/octet-stream');
    request.upload.onprogress = (event) => progress(event.loaded);
    request.onerror = () => {
      noteReach(false);
      reject(readError(0, undefined));
    };
    request.onload = () => {
      if (request.status < 300) return resolve();
      let body: unknown;
      try {
        body = JSON.parse(request.responseText);
      } catch {
        body = undefined;
      }
      reject(readError(request.status, body));
    };
    request.send(file);
  });
}

/** Gives what became of them; nothing when none was sent. `open`: the tray shows itself; `keep`: also what cannot be read. */
export async function upload(files: File[], compartment: string, open = true, keep = false): Promise<Job | undefined> {
  if (files.length === 0) return undefined;
  const job = crypto.randomUUID();
  const waiting = files.map((file): Sending => ({ file, name: file.name, size: file.size, sent: 0, state: 'waiting' }));
  publish([{ job, compartment, files: waiting }, ...drops], open || shown);
  const query = { job, compartment, keep_unreadable: keep || undefined };
  for (const [index, file] of files.entries()) {
    editFile(job, index, { state: 'sending' });
    try {
      await sendOne(query, file, (sent) => editFile(job, index, { sent }));
      editFile(job, index, { state: 'sent', sent: file.size });
    } catch (error) {
      editFile(job, index, { state: 'failed', error: error instanceof Error ? error.message : 'error.bug' });
    }
  }
  return follow(job);
}

/** Events tell most of it; asking makes sure that the end is seen even when the stream was cut. */
async function follow(job: string): Promise<Job | undefined> {
  for (let wait = 400; ; wait = Math.min(wait * 1.5, 5000)) {
    const drop = drops.find((one) => one.job === job);
    if (!drop || isOver(drop)) return drop?.report;
    try {
      noteJob(await get<Job>(`/jobs/${job}`));
    } catch {
      // asked again
    }
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}

/** Sends a refused file again, to be preserved as it is. */
export function keepUnread(drop: Drop, refused: Sending): void {
  editFile(drop.job, drop.files.indexOf(refused), { kept: true });
  void upload([refused.file], drop.compartment, true, true);
}

export const cancelJob = (job: string) => change('DELETE', `/jobs/${job}`);
