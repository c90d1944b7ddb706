// SPDX-License-Identifier: AGPL-3.0-or-later
// Everything behind the door: the frame, and the desks, each fetched when first opened.
import './styles-inside';
import './print.css';
import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router';
import { useEvents } from './api/events';
import { Frame } from './frame/frame';
import { ScreenGuard } from './frame/screen-guard';
import { Empty, Waiting } from './ui/states';
import { useTranslation } from 'react-i18next';

const Home = lazy(() => import('./screens/home/home'));
const Library = lazy(() => import('./screens/library/library'));
const Reading = lazy(() => import('./screens/reading/reading'));
const PassagePage = lazy(() => import('./screens/reading/passage-page'));
const RecordList = lazy(() => import('./screens/records/record-list'));
const RecordPage = lazy(() => import('./screens/records/record-page'));
const NewRecord = lazy(() => import('./screens/records/new-record'));
const Members = lazy(() => import('./screens/members/members'));
const Settings = lazy(() => import('./screens/settings/settings'));
const FollowUp = lazy(() => import('./screens/recommendations/follow-up'));
const States = lazy(() => import('./screens/recommendations/states'));
const StatePage = lazy(() => import('./screens/recommendations/state-page'));
const Demands = lazy(() => import('./screens/recommendations/demands'));
const DemandPage = lazy(() => import('./screens/recommendations/demand-page'));
const Dates = lazy(() => import('./screens/recommendations/dates'));
const ImportReviews = lazy(() => import('./screens/recommendations/import'));
const Proof = lazy(() => import('./screens/proof/proof'));

export default function Inside() {
  useEvents();
  return (
    <Frame>
      <ScreenGuard>
        <Suspense fallback={<Waiting />}>
          <Routes>
            <Route path="/" element={<Home />} />
            <Route path="/library" element={<Library />} />
            <Route path="/documents/:id" element={<Reading />} />
            <Route path="/passages/:id" element={<PassagePage />} />
            <Route path="/records/:type" element={<RecordList />} />
            <Route path="/records/:type/new" element={<NewRecord />} />
            <Route path="/record/:id/:tab?" element={<RecordPage />} />
            <Route path="/follow-up" element={<FollowUp />} />
            <Route path="/states" element={<States />} />
            <Route path="/states/:code" element={<StatePage />} />
            <Route path="/demands/:tab?" element={<Demands />} />
            <Route path="/demand/:id" element={<DemandPage />} />
            <Route path="/dates" element={<Dates />} />
            <Route path="/import" element={<ImportReviews />} />
            <Route path="/members/:tab?" element={<Members />} />
            <Route path="/settings/:tab?" element={<Settings />} />
            <Route path="/proof" element={<Proof />} />
            <Route path="*" element={<Nowhere />} />
          </Routes>
        </Suspense>
      </ScreenGuard>
    </Frame>
  );
}

function Nowhere() {
  const { t } = useTranslation();
  return <Empty title={t('refused.title')} why={t('refused.why')} level={1} />;
}
