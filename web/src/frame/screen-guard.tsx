// SPDX-License-Identifier: AGPL-3.0-or-later
import { Alert, Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';

/** A mistake of ours in one screen must not take the frame with it. A desk that could not be fetched says so too. */
export function ScreenGuard({ children }: { children: ReactNode }) {
  const here = useLocation();
  return <Guard key={here.pathname}>{children}</Guard>;
}

class Guard extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };
  static getDerivedStateFromError() {
    return { broken: true };
  }
  override render() {
    return this.state.broken ? <Broken /> : this.props.children;
  }
}

function Broken() {
  const { t } = useTranslation();
  return (
    <Alert color="brick" title={t('state.failed')} role="alert">
      <p>{t('error.bug')}</p>
      <Button variant="default" onClick={() => window.location.reload()}>
        {t('do.try_again')}
      </Button>
    </Alert>
  );
}
