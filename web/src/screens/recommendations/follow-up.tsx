// SPDX-License-Identifier: AGPL-3.0-or-later
// The plan beside what the State says beside what independent eyes found, for every recommendation that fits.
import { Alert, Button, Paper, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFollowUp, type FollowUp } from '../../api/reviews';
import { countInWords } from '../../ui/dates';
import { useLabels } from '../../ui/labels';
import { useListUrl } from '../../ui/list-url';
import { PageHead } from '../../ui/page-head';
import { Empty, Loaded } from '../../ui/states';
import { Downloads } from './downloads';
import { FollowUpFilters } from './follow-up-filters';
import { FollowUpLine } from './follow-up-line';
import { Tallies } from './tallies';
import './recommendations.css';

export default function FollowUpScreen() {
  const { t } = useTranslation();
  const { language } = useLabels();
  const [url, change] = useListUrl();
  const asked = { q: url.q, where: url.where, sort: url.sort };
  const found = useFollowUp(asked);
  const total = found.data?.total;
  return (
    <>
      <PageHead
        title={t('follow.title')}
        note={total === undefined ? '\u00a0' : t('follow.count', { count: total, number: countInWords(total, language) })}
        actions={<Downloads asked={asked} />}
      />
      <Stack gap="lg">
        <FollowUpFilters url={url} change={change} />
        <Loaded query={found} lines={10}>
          {(data) => (
            <Filled data={data} filtered={url.q !== '' || url.where.length > 0} clear={() => change({ q: '', where: [] })} />
          )}
        </Loaded>
      </Stack>
    </>
  );
}

function Filled({ data, filtered, clear }: { data: FollowUp; filtered: boolean; clear: () => void }) {
  const { t } = useTranslation();
  const { language } = useLabels();
  if (data.total === 0) {
    return (
      <Empty
        title={filtered ? t('list.none_fit') : t('follow.empty')}
        why={filtered ? t('list.none_fit_why') : t('follow.empty_why')}
        action={
          filtered ? (
            <Button variant="default" onClick={clear}>
              {t('list.show_all')}
            </Button>
          ) : (
            <Button component={Link} to="/import">
              {t('bring.title')}
            </Button>
          )
        }
      />
    );
  }
  return (
    <>
      <Tallies data={data} />
      {data.rows.length < data.total ? (
        <Alert color="gray" variant="light">
          <Text size="sm">{t('follow.some', { number: countInWords(data.rows.length, language) })}</Text>
        </Alert>
      ) : null}
      <Stack gap="md" component="ol" className="plain-list">
        {data.rows.map((row) => (
          <Paper key={row.id} withBorder p="lg" className="panel" component="li">
            <FollowUpLine row={row} />
          </Paper>
        ))}
      </Stack>
    </>
  );
}
