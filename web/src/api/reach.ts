// SPDX-License-Identifier: AGPL-3.0-or-later
// Whether the server can be reached, as a tiny store: set by each request, asked again every few seconds while it cannot.
import { useSyncExternalStore } from 'react';

let reached = true;
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

async function askAgain(): Promise<void> {
  try {
    await fetch('/api/v1/state', { cache: 'no-store', credentials: 'same-origin' });
    noteReach(true);
  } catch {
    // still away
  }
}

export function noteReach(now: boolean): void {
  if (now === reached) return;
  reached = now;
  clearInterval(timer);
  if (!now) timer = setInterval(() => void askAgain(), 3000);
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const isReached = (): boolean => reached;
export const useReached = (): boolean => useSyncExternalStore(subscribe, isReached, isReached);
if (typeof window !== 'undefined') {
  window.addEventListener('offline', () => void askOnce());
  window.addEventListener('online', () => void askAgain());
}
/** The machine lost its network; a server on this very machine is still there, so ask before saying so. */
async function askOnce(): Promise<void> {
  try {
    await fetch('/api/v1/state', { cache: 'no-store' });
  } catch {
    noteReach(false);
  }
}
