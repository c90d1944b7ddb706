// SPDX-License-Identifier: AGPL-3.0-or-later
// A State over the years: each review a column of what was said to it, each treaty joined a diamond, each coming date a ring.
import { Paper, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { StateView } from '../../api/reviews';
import { useLabels } from '../../ui/labels';
import { today } from './answers';
import { positionOrder, shares, sumOf } from './counts';
import { isPast } from './months';
import { useCivilDate } from './parts';
import { rowsFor, scaleOf, yearOf } from './timeline-layout';

const width = 1000;
const left = 20;
const inner = width - 140;
const tall = 88; // of the highest column
const base = 128;
const lane = 18;

export function Timeline({ page }: { page: StateView }) {
  const { t } = useTranslation();
  const { term } = useLabels();
  const date = useCivilDate();
  const reviews = page.reviews.flatMap((one) => at(one, one.held_on)).sort((a, b) => a.year - b.year);
  const treaties = page.treaties.flatMap((one) => at(one, one.bound_on)).sort((a, b) => a.year - b.year);
  const due = page.due.filter((one) => one.kind !== 'review' && !isPast(one.date, today())).flatMap((one) => at(one, one.date));
  const years = [...reviews, ...treaties, ...due].map((one) => one.year);
  if (reviews.length + treaties.length === 0) return null;
  const scale = scaleOf(years, inner);
  const x = (year: number): number => left + scale.x(year);
  const most = Math.max(1, ...reviews.map((one) => sumOf(one.positions)));
  const rows = rowsFor(treaties.map((one) => ({ x: x(one.year), width: 24 + one.treaty.length * 8 })));
  const height = base + 44 + (Math.max(-1, ...rows) + 1) * lane;
  const said = (positions: StateView['reviews'][number]['positions']): string =>
    shares(positions, positionOrder)
      .map((one) => `${term('positions', one.code)} ${one.count}`)
      .join(', ');
  return (
    <Paper withBorder p="lg" className="panel" component="section">
      <Title order={2} size="h5">
        {t('states.timeline')}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {t('states.timeline_help')}
      </Text>
      <div className="wide borderless" tabIndex={0} role="region" aria-label={t('states.timeline')}>
        <svg className="timeline" viewBox={`0 0 ${width} ${height}`} role="group" aria-label={t('states.timeline')}>
          <line className="axis" x1={left} x2={left + inner} y1={base} y2={base} />
          {scale.ticks.map((year) => (
            <g key={year}>
              <line className="axis" x1={x(year)} x2={x(year)} y1={base} y2={base + 5} />
              <text className="quiet-text" x={x(year)} y={base + 20} textAnchor="middle">
                {year}
              </text>
            </g>
          ))}
          {reviews.map((one) => {
            const name = one.cycle > 0 ? `${one.body} ${one.cycle}` : one.body;
            const label = `${name}. ${t('states.timeline_review', { title: one.title, date: date(one.held_on), positions: said(one.positions) })}`;
            return (
              <Link key={one.id} to={`/record/${one.id}`} aria-label={label}>
                <title>{label}</title>
                <Column x={x(one.year)} counts={one.positions} height={(sumOf(one.positions) / most) * tall} />
                <text x={x(one.year) + 13} y={base - 6}>
                  {name}
                </text>
              </Link>
            );
          })}
          {due.map((one) => (
            <Link
              key={`${one.id}-${one.kind}`}
              to={`/record/${one.id}`}
              aria-label={t('states.timeline_due', { title: one.title, date: date(one.date) })}
            >
              <title>{t('states.timeline_due', { title: one.title, date: date(one.date) })}</title>
              <circle className="due" cx={x(one.year)} cy={base} r={5} />
            </Link>
          ))}
          {treaties.map((one, index) => {
            const y = base + 42 + (rows[index] ?? 0) * lane;
            return (
              <g key={`${one.treaty}-${index}`}>
                <title>{t('states.timeline_treaty', { treaty: term('treaties', one.treaty), date: date(one.bound_on) })}</title>
                <path className="treaty" d={`M${x(one.year)} ${y - 6}l6 6l-6 6l-6 -6z`} />
                <text x={x(one.year) + 11} y={y + 4}>
                  {one.treaty}
                </text>
              </g>
            );
          })}
        </svg>
      </div>
    </Paper>
  );
}

function Column({ x, counts, height }: { x: number; counts: StateView['reviews'][number]['positions']; height: number }) {
  let top = base;
  if (height === 0) return <circle className="treaty" cx={x} cy={base} r={4} />;
  return shares(counts, positionOrder).map((one) => {
    top -= one.part * height;
    return (
      <rect
        key={one.code}
        className={`fill-${one.code}`}
        x={x - 9}
        y={top}
        width={18}
        height={Math.max(one.part * height - 1, 1)}
      />
    );
  });
}

const at = <T,>(what: T, date: string): (T & { year: number })[] => {
  const year = yearOf(date);
  return year === undefined ? [] : [{ ...what, year }];
};
