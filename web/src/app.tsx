// SPDX-License-Identifier: AGPL-3.0-or-later
// Which screen for which address. What is needed to come in is here; every desk is fetched when first opened.
import { Container } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect } from 'react';
import { Navigate, Route, Routes, useLocation } from 'react-router';
import { leave, useServerState, useSessionQuery } from './api/session';
import { kindOf } from './api/error';
import { useReached } from './api/reach';
import { SignIn } from './screens/sign-in/sign-in';
import { Door } from './ui/door';
import { Refused, Waiting } from './ui/states';

const Start = lazy(() => import('./screens/start/start'));
const Join = lazy(() => import('./screens/join/join'));
const Inside = lazy(() => import('./inside'));

/** What failed while the server was away is asked again as soon as it is back. */
function useReturn(): void {
  const client = useQueryClient();
  const reached = useReached();
  useEffect(() => {
    if (reached) void client.refetchQueries({ predicate: (query) => kindOf(query.state.error) === 'offline' });
  }, [reached, client]);
}

export function App() {
  useReturn();
  return (
    <Suspense fallback={<Early />}>
      <Routes>
        <Route path="/start/:token?" element={<Start />} />
        <Route path="/join/:token?" element={<Join />} />
        <Route path="/sign-in" element={<Outside />} />
        <Route path="*" element={<SignedIn />} />
      </Routes>
    </Suspense>
  );
}

/** Nothing is known yet: usually too short to be seen. */
function Early() {
  return (
    <Container py="xl">
      <Waiting />
    </Container>
  );
}

/** Before anyone is known: the wizard of an empty folder, or the sign-in form. */
function Outside() {
  const state = useServerState();
  const session = useSessionQuery();
  const asked = new URLSearchParams(useLocation().search).get('then') ?? '/';
  if (session.data) return <Navigate to={asked.startsWith('/') ? asked : '/'} replace />;
  if (state.error) {
    return (
      <Door>
        <Refused error={state.error} retry={() => void state.refetch()} />
      </Door>
    );
  }
  if (!state.data) {
    return (
      <Door>
        <Waiting />
      </Door>
    );
  }
  if (state.data.phase === 'empty' || state.data.phase === 'unclaimed') return <Navigate to="/start" replace />;
  return <SignIn state={state.data} />;
}

function SignedIn() {
  const session = useSessionQuery();
  const client = useQueryClient();
  const here = useLocation();
  useEffect(
    () =>
      client.getQueryCache().subscribe((event) => {
        if (event.type === 'updated' && kindOf(event.query.state.error) === 'signed_out' && event.action.type === 'error')
          leave(client);
      }),
    [client],
  );
  if (session.data) return <Inside />;
  if (session.error) {
    return (
      <Door>
        <Refused error={session.error} retry={() => void session.refetch()} />
      </Door>
    );
  }
  if (session.data === undefined) return <Early />;
  const then = here.pathname === '/' ? '' : `?then=${encodeURIComponent(here.pathname + here.search)}`;
  return <Navigate to={`/sign-in${then}`} replace />;
}
