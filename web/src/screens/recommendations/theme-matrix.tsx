// SPDX-License-Identifier: AGPL-3.0-or-later
// Themes in rows, positions in columns, counts in cells: the fuller, the deeper. Each number opens its recommendations.
import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useRecommendationFacets, type StateView } from '../../api/reviews';
import { countInWords } from '../../ui/dates';
import { useLabels } from '../../ui/labels';
import { positionOrder, shadeOf, sumOf } from './counts';
import { listPath } from './parts';
import { matrixRows } from './theme-rows';

const few = 15;

export function ThemeMatrix({ page }: { page: StateView }) {
  const { t } = useTranslation();
  const { term, language } = useLabels();
  const [all, setAll] = useState(false);
  const its = `state:is:${page.state}`;
  const known = useRecommendationFacets('themes,suggested_themes,position', [its]);
  const free = useRecommendationFacets('suggested_themes', [its, 'themes:missing']);
  const rows = matrixRows(page.themes, {
    confirmed: known.data?.themes ?? [],
    suggested: known.data?.suggested_themes ?? [],
    unconfirmed: free.data?.suggested_themes ?? [],
  });
  const sure = known.data !== undefined && free.data !== undefined;
  if (rows.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('states.no_themes')}
      </Text>
    );
  }
  const columns = positionOrder.filter((code) => rows.some((row) => (row.counts[code] ?? 0) > 0));
  const most = Math.max(...rows.flatMap((row) => Object.values(row.counts)));
  const saysNone = known.data?.position?.some((one) => one.value === 'none') ?? false;
  const at = (position: string): string => (position === 'none' && !saysNone ? 'position:missing' : `position:is:${position}`);
  return (
    <>
      <Text size="sm" c="dimmed" mb="sm">
        {t('states.themes_help')}
      </Text>
      <div className="wide" tabIndex={0} role="region" aria-label={t('states.themes')}>
        <table className="grid-table">
          <thead>
            <tr>
              <th scope="col">{t('states.theme')}</th>
              {columns.map((code) => (
                <th key={code} scope="col" className="cell">
                  {term('positions', code)}
                </th>
              ))}
              <th scope="col" className="cell">
                {t('states.all')}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, all ? undefined : few).map((row) => (
              <tr key={row.theme}>
                <th scope="row">
                  {term('themes', row.theme)}
                  {sure && !row.exact ? '*' : ''}
                </th>
                {columns.map((code) => {
                  const count = row.counts[code] ?? 0;
                  return (
                    <td key={code} className={`cell shade-${shadeOf(count, most)}`}>
                      {count > 0 ? (
                        <Link
                          to={listPath(its, ...row.where, at(code))}
                          aria-label={t('states.cell', {
                            theme: term('themes', row.theme),
                            position: term('positions', code),
                            count,
                          })}
                        >
                          {countInWords(count, language)}
                        </Link>
                      ) : null}
                    </td>
                  );
                })}
                <td className="cell">
                  <Link
                    to={listPath(its, ...row.where)}
                    aria-label={t('states.cell', {
                      theme: term('themes', row.theme),
                      position: t('states.all'),
                      count: sumOf(row.counts),
                    })}
                  >
                    {countInWords(sumOf(row.counts), language)}
                  </Link>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.some((row) => sure && !row.exact) ? (
        <Text size="sm" c="dimmed" mt="xs">
          {t('states.themes_mixed')}
        </Text>
      ) : null}
      {rows.length > few ? (
        <Button variant="subtle" size="compact-sm" mt="xs" onClick={() => setAll(!all)}>
          {all ? t('states.fewer') : t('states.more', { count: rows.length })}
        </Button>
      ) : null}
    </>
  );
}
