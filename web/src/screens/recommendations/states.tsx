// SPDX-License-Identifier: AGPL-3.0-or-later
// The States that recommendations were made to; each opens its page.
import { Anchor, Button, Paper, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useRecommendationFacets } from '../../api/reviews';
import { countInWords } from '../../ui/dates';
import { useLabels } from '../../ui/labels';
import { PageHead } from '../../ui/page-head';
import { Empty, Loaded } from '../../ui/states';
import './recommendations.css';

export default function States() {
  const { t } = useTranslation();
  const { term, language } = useLabels();
  const facets = useRecommendationFacets('state');
  return (
    <>
      <PageHead title={t('states.title')} note={t('states.note')} />
      <Loaded query={facets}>
        {(data) => {
          const states = (data.state ?? []).map((one) => ({ ...one, name: term('countries', one.value) }));
          if (states.length === 0) {
            return (
              <Empty
                title={t('states.empty')}
                why={t('states.empty_why')}
                action={
                  <Button component={Link} to="/import">
                    {t('bring.title')}
                  </Button>
                }
              />
            );
          }
          return (
            <ul className="plain-list state-grid">
              {states
                .sort((a, b) => a.name.localeCompare(b.name, language))
                .map((one) => (
                  <Paper key={one.value} component="li" withBorder p="md" className="panel">
                    <Anchor component={Link} to={`/states/${one.value}`} fw={600}>
                      {one.name}
                    </Anchor>
                    <Text size="sm" c="dimmed">
                      {t('states.count', { count: one.count, number: countInWords(one.count, language) })}
                    </Text>
                  </Paper>
                ))}
            </ul>
          );
        }}
      </Loaded>
    </>
  );
}
