// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Drop, Sending } from '../api/uploads';
import type { Job } from '../api/types';

export interface FileStage {
  stage: string;
  percent: number;
  report?: Job['files'][number];
  refused?: string;
}

const ended = new Set(['done', 'added', 'refused', 'failed', 'already_there', 'cancelled']);
const sameFile = (path: string, name: string): boolean => path === name || path.endsWith(`/${name}`);

/** Where one file of a drop is: on the wire by what was sent, afterwards by what the job says. */
export function stageOf(drop: Drop, file: Sending): FileStage {
  if (file.state === 'waiting') return { stage: 'waiting', percent: 0 };
  if (file.state === 'failed') return { stage: 'failed', percent: 100 };
  if (file.state === 'sending')
    return { stage: 'sending', percent: file.size > 0 ? Math.round((60 * file.sent) / file.size) : 30 };
  const refused = drop.report?.refused.find((one) => sameFile(one.path, file.name))?.reason;
  if (refused) return { stage: 'refused', percent: 100, refused };
  const report = drop.report?.files.find((one) => sameFile(one.name, file.name));
  const over = ['done', 'failed', 'cancelled'].includes(drop.report?.phase ?? '');
  if (!report) return { stage: over ? (drop.report?.phase ?? 'done') : 'reading', percent: over ? 100 : 70 };
  const stage = over && !ended.has(report.stage) ? 'done' : report.stage;
  return { stage, percent: ended.has(stage) ? 100 : 80, report };
}

export function totals(drop: Drop): { seen: number; added: number; there: number; refused: number } {
  const report = drop.report;
  const failed = drop.files.filter((file) => file.state === 'failed').length;
  return {
    seen: Math.max(report?.seen ?? 0, drop.files.length),
    added: report?.added ?? 0,
    there: report?.already_there ?? 0,
    refused: (report?.refused.length ?? 0) + failed,
  };
}
