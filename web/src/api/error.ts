// SPDX-License-Identifier: AGPL-3.0-or-later
// The one shape every failure has here, whether the server said no or could not be reached.

export interface ErrorBody {
  kind: string;
  message: string;
  detail?: string;
  field?: string;
  retry_after_s?: number;
}

export class ApiError extends Error {
  readonly kind: string;
  readonly field: string | undefined;
  readonly detail: string | undefined;
  readonly waitS: number | undefined;
  /** What came with the refusal, for instance `current` of a conflict. */
  readonly rest: Record<string, unknown>;

  constructor(body: ErrorBody, rest: Record<string, unknown> = {}) {
    super(body.message);
    this.kind = body.kind;
    this.field = body.field;
    this.detail = body.detail;
    this.waitS = body.retry_after_s;
    this.rest = rest;
  }

  static offline(): ApiError {
    return new ApiError({ kind: 'offline', message: 'error.offline' });
  }
}

const byStatus: Record<number, string> = {
  401: 'signed_out',
  403: 'denied',
  404: 'not_found',
  409: 'conflict',
  413: 'too_large',
  503: 'busy',
};

/** Reads what a refusal says; a body that is no JSON (a proxy's page) becomes a plain error by its status. */
export function readError(status: number, body: unknown): ApiError {
  if (typeof body === 'object' && body !== null && 'error' in body) {
    const { error, ...rest } = body as { error: ErrorBody } & Record<string, unknown>;
    if (typeof error === 'object' && typeof error.kind === 'string') return new ApiError(error, rest);
  }
  const kind = byStatus[status] ?? (status >= 500 ? 'io' : 'invalid');
  return new ApiError({ kind, message: `error.${kind}` });
}

export const kindOf = (error: unknown): string => (error instanceof ApiError ? error.kind : 'bug');
