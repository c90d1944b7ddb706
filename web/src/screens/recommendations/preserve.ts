// SPDX-License-Identifier: AGPL-3.0-or-later
// A document is kept before anything is read from it. Gives its id, also when it was there already.
import { get } from '../../api/client';
import { ApiError } from '../../api/error';
import type { RecordPage } from '../../api/types';
import { upload } from '../../api/uploads';

export async function preserve(file: File, compartment: string): Promise<string> {
  const job = await upload([file], compartment, false);
  const found = job?.files.flatMap((one) => one.documents)[0];
  if (found) return found;
  const refusal = job?.refused[0];
  if (refusal) throw new ApiError({ kind: 'invalid', message: 'error.invalid', detail: refusal.reason });
  if (!job) throw ApiError.offline();
  const page = await get<RecordPage>('/records/Document', { q: file.name, sort: '-created_at', limit: 20 });
  const row = page.rows.find((one) => one.fields.file_name === file.name) ?? page.rows[0];
  if (!row) throw new ApiError({ kind: 'not_found', message: 'error.not_found' });
  return row.id;
}
