// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest';
import type { Job } from '../api/types';
import type { Drop, Sending } from '../api/uploads';
import { isOver } from '../api/uploads';
import { stageOf, totals } from './tray-stage';

const file = (part: Partial<Sending> = {}): Sending => ({
  file: new File([], 'a.pdf'),
  name: 'a.pdf',
  size: 100,
  sent: 0,
  state: 'sent',
  ...part,
});
const job = (part: Partial<Job>): Job => ({
  id: 'j',
  kind: 'ingest',
  phase: 'running',
  seen: 1,
  added: 0,
  already_there: 0,
  refused: [],
  notes: [],
  files: [],
  done: 0,
  total: 1,
  ...part,
});
const drop = (files: Sending[], report?: Job): Drop => ({
  job: 'j',
  compartment: 'general',
  files,
  ...(report ? { report } : {}),
});

describe('a file on its way in', () => {
  it('is followed on the wire by what was sent', () => {
    const sending = file({ state: 'sending', sent: 50 });
    expect(stageOf(drop([sending]), sending)).toEqual({ stage: 'sending', percent: 30 });
  });

  it('is followed after that by what the job says', () => {
    const report = job({ files: [{ name: 'a.pdf', stage: 'added', documents: ['d'], pages: 2 }] });
    expect(stageOf(drop([file()], report), file())).toMatchObject({ stage: 'added', percent: 100 });
  });

  it('names the reason when it is refused', () => {
    const report = job({ phase: 'done', refused: [{ path: 'box/a.pdf', reason: 'it is locked' }] });
    expect(stageOf(drop([file()], report), file())).toMatchObject({ stage: 'refused', refused: 'it is locked' });
  });
});

describe('a drop', () => {
  it('adds up: seen is added, already there and refused', () => {
    const report = job({ seen: 3, added: 1, already_there: 1, refused: [{ path: 'c', reason: 'x' }] });
    expect(totals(drop([file(), file(), file()], report))).toEqual({ seen: 3, added: 1, there: 1, refused: 1 });
  });

  it('is over when all is sent and the job has ended, or nothing could be sent', () => {
    expect(isOver(drop([file()], job({})))).toBe(false);
    expect(isOver(drop([file()], job({ phase: 'done' })))).toBe(true);
    expect(isOver(drop([file({ state: 'failed' })]))).toBe(true);
  });
});
