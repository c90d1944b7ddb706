// SPDX-License-Identifier: AGPL-3.0-or-later
import { MantineProvider } from '@mantine/core';
import { act, render, screen } from '@testing-library/react';
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { ApiError } from '../api/error';
import en from '../words/en.json';
import { Empty, Loaded } from './states';

beforeAll(async () => {
  await i18next.use(initReactI18next).init({ lng: 'en', resources: { en: { translation: en } } });
});
afterEach(() => void vi.useRealTimers());

const refusal = (kind: string): ApiError => new ApiError({ kind, message: `error.${kind}` });
const draw = (query: { data: string | undefined; error: unknown }) =>
  render(
    <MantineProvider>
      <Loaded query={{ ...query, refetch: () => undefined }}>
        {(data) => (data ? <p>{data}</p> : <Empty title="Nothing yet" why="because" />)}
      </Loaded>
    </MantineProvider>,
  );

describe('a screen', () => {
  it('waits in silence for 300 ms, then says so', () => {
    vi.useFakeTimers();
    draw({ data: undefined, error: null });
    expect(screen.queryByRole('status')).toBeNull();
    act(() => void vi.advanceTimersByTime(350));
    expect(screen.getByRole('status', { name: 'Loading' })).toBeTruthy();
  });

  it('shows what it has', () => {
    draw({ data: 'filled', error: null });
    expect(screen.getByText('filled')).toBeTruthy();
  });

  it('says what it is when it is empty', () => {
    draw({ data: '', error: null });
    expect(screen.getByRole('heading', { name: 'Nothing yet' })).toBeTruthy();
  });

  it('says the same for what is not there and for what is not yours', () => {
    const first = draw({ data: undefined, error: refusal('not_found') });
    const missing = first.container.textContent;
    first.unmount();
    const second = draw({ data: undefined, error: refusal('denied') });
    expect(second.container.textContent).toBe(missing);
  });

  it('says what still works when the server cannot be reached, and keeps what it had', () => {
    const away = draw({ data: undefined, error: ApiError.offline() });
    expect(screen.getByText('Guvoh cannot be reached')).toBeTruthy();
    away.unmount();
    draw({ data: 'kept', error: ApiError.offline() });
    expect(screen.getByText('kept')).toBeTruthy();
  });
});
