// SPDX-License-Identifier: AGPL-3.0-or-later
// Left rail, top bar, the desk in the middle. On a phone the rail is behind a button.
import { Alert, AppShell } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { IconCloudOff } from '@tabler/icons-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import { useReached } from '../api/reach';
import { useMay, useSession } from '../api/session';
import { speak } from '../words';
import { DropAnywhere } from './drop-anywhere';
import { Palette } from './palette';
import { PrintHead } from './print-head';
import { Rail } from './rail';
import { Shortcuts } from './shortcuts';
import { TopBar } from './top-bar';
import { Tray } from './tray';

export function Frame({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const [railOpen, rail] = useDisclosure(false);
  const [help, setHelp] = useState(false);
  const reached = useReached();
  const mayAdd = useMay('ingest');
  const go = useNavigate();
  const here = useLocation();
  const close = rail.close;
  useMembersLanguage();
  useEffect(() => close(), [here.pathname, close]);
  useFocusOnArrival(here.pathname);

  useHotkeys([
    ['/', () => document.getElementById('global-search')?.focus()],
    ['shift+?', () => setHelp(true)],
    ['g', (event) => armGo(event, (path) => void go(path))],
  ]);

  return (
    <>
      <a className="skip" href="#main" onClick={(event) => skipTo(event)}>
        {t('frame.skip')}
      </a>
      <AppShell
        header={{ height: 56 }}
        navbar={{ width: 216, breakpoint: 'sm', collapsed: { mobile: !railOpen } }}
        padding="md"
        transitionDuration={0}
      >
        <AppShell.Header className="panel">
          <TopBar railOpen={railOpen} onRail={rail.toggle} onHelp={() => setHelp(true)} />
        </AppShell.Header>
        <AppShell.Navbar className="panel" p="xs" aria-label={t('frame.desks')}>
          <Rail />
        </AppShell.Navbar>
        <AppShell.Main id="main" tabIndex={-1} style={{ outline: 'none' }}>
          <PrintHead />
          {reached ? null : (
            <Alert color="amber" icon={<IconCloudOff aria-hidden />} title={t('offline.title')} mb="md" role="status">
              {t('offline.banner')}
            </Alert>
          )}
          {children}
        </AppShell.Main>
      </AppShell>
      {mayAdd ? <DropAnywhere /> : null}
      <Tray />
      <Palette onHelp={() => setHelp(true)} />
      {help ? <Shortcuts onClose={() => setHelp(false)} /> : null}
    </>
  );
}

/** The member's own language wins over the browser's, once per sign-in, unless another was chosen on this machine. */
function useMembersLanguage(): void {
  const { language } = useSession().member;
  useEffect(() => {
    if (language && !window.localStorage.getItem('guvoh.language')) void speak(language);
  }, [language]);
}

/** After a change of desk the reader's keyboard and screen reader stand at its heading, not at the top of the frame. */
function useFocusOnArrival(path: string): void {
  const first = useRef(true);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    window.scrollTo(0, 0);
    const main = document.getElementById('main');
    if (main && !main.contains(document.activeElement)) main.focus({ preventScroll: true });
  }, [path]);
}

function skipTo(event: { preventDefault: () => void }): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}

const desks: Record<string, string> = {
  h: '/',
  l: '/library',
  p: '/records/Person',
  o: '/records/Organisation',
  m: '/members',
  s: '/settings',
  v: '/proof',
};
/** `g` then a letter goes to a desk. The letter is the key's place, so it works on a Cyrillic layout too. */
function armGo(armed: KeyboardEvent, go: (path: string) => void): void {
  const hear = (event: KeyboardEvent): void => {
    if (event === armed) return; // the `g` itself, still on its way up
    disarm();
    const path = desks[event.code.replace('Key', '').toLowerCase()];
    if (path) {
      event.preventDefault();
      go(path);
    }
  };
  const disarm = (): void => window.removeEventListener('keydown', hear);
  window.addEventListener('keydown', hear);
  setTimeout(disarm, 1500);
}
