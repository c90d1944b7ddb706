// SPDX-License-Identifier: AGPL-3.0-or-later
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import en from '../../words/en.json';
import { CalendarLinkDialog } from './calendar-link-dialog';

const asked: { url: string; body: unknown }[] = [];

beforeAll(async () => {
  await i18next.use(initReactI18next).init({ lng: 'en', resources: { en: { translation: en } } });
});
beforeEach(() => {
  asked.length = 0;
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    asked.push({ url, body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined });
    const made = url.endsWith('/me/calendar-links');
    const answer = made
      ? { link: '/api/v1/calendar/secret-token/dates.ics' }
      : { types: [], vocabularies: [], rows: [], facets: {} };
    return Promise.resolve(new Response(JSON.stringify(answer), { status: made ? 201 : 200 }));
  });
});
afterEach(() => void vi.unstubAllGlobals());

const draw = (state?: string) =>
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={new QueryClient()}>
        <CalendarLinkDialog {...(state ? { state } : {})} onClose={() => undefined} />
      </QueryClientProvider>
    </MantineProvider>,
  );
const made = () => asked.find((one) => one.url.endsWith('/me/calendar-links'))?.body;

describe('a calendar link', () => {
  it('says beforehand what it gives away, and shows dates only unless asked for more', async () => {
    draw();
    expect(screen.getByText(en.calendar_links.warning)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Make the link' }));
    await waitFor(() => expect(made()).toEqual({ titles: false }));
    const link = await screen.findByLabelText<HTMLInputElement>('Link');
    expect(link.value).toBe(`${window.location.origin}/api/v1/calendar/secret-token/dates.ics`);
    expect(screen.getByText(en.calendar_links.hand_over)).toBeTruthy();
  });

  it('shows titles, of the State at hand, when its member says so', async () => {
    draw('KGZ');
    fireEvent.click(screen.getByRole('radio', { name: /With titles/ }));
    fireEvent.click(screen.getByRole('button', { name: 'Make the link' }));
    await waitFor(() => expect(made()).toEqual({ titles: true, state: 'KGZ' }));
  });
});
