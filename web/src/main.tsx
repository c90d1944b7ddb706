// SPDX-License-Identifier: AGPL-3.0-or-later
import './styles-door';
import '@mantine/notifications/styles.css';
import './fonts/fonts.css';
import './styles.css';
import { MantineProvider, DirectionProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { HashRouter } from 'react-router';
import { kindOf } from './api/error';
import { App } from './app';
import { theme, variables } from './theme';
import { startWords } from './words';

const client = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (count, error) => count < 2 && ['busy', 'io'].includes(kindOf(error)),
      networkMode: 'always',
      refetchOnWindowFocus: false,
      staleTime: 15_000,
    },
    mutations: { networkMode: 'always' },
  },
});

await startWords();
const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <DirectionProvider>
          <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
            <Notifications position="top-center" />
            <HashRouter>
              <App />
            </HashRouter>
          </MantineProvider>
        </DirectionProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
}
