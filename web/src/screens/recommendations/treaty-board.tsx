// SPDX-License-Identifier: AGPL-3.0-or-later
// What a State is bound by, since when, and with which declarations.
import { Text } from '@mantine/core';
import { IconCircleCheck, IconCircleMinus, IconWritingSign } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Treaty } from '../../api/reviews';
import { useLabels } from '../../ui/labels';
import { useCivilDate } from './parts';

const signs: Record<string, typeof IconCircleCheck> = {
  party: IconCircleCheck,
  signatory: IconWritingSign,
  no_action: IconCircleMinus,
};

export function TreatyBoard({ treaties }: { treaties: Treaty[] }) {
  const { t } = useTranslation();
  const { term } = useLabels();
  const date = useCivilDate();
  if (treaties.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('states.no_treaties')}
      </Text>
    );
  }
  return (
    <div className="wide" tabIndex={0} role="region" aria-label={t('states.treaties')}>
      <table className="grid-table">
        <thead>
          <tr>
            {['treaty', 'status', 'signed_on', 'bound_on', 'declarations', 'next_report'].map((name) => (
              <th key={name} scope="col">
                {t(`states.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {treaties.map((one, at) => {
            const Sign = signs[one.status] ?? IconCircleMinus;
            return (
              <tr key={`${one.treaty}-${at}`}>
                <th scope="row">
                  {term('treaties', one.treaty)}
                  {one.npm_designated_on ? (
                    <Text size="sm" c="dimmed">
                      {t('states.npm', { date: date(one.npm_designated_on) })}
                    </Text>
                  ) : null}
                </th>
                <td>
                  <span className="sign">
                    <Sign size={17} stroke={1.8} aria-hidden className={one.status === 'party' ? 'ink-supported' : undefined} />
                    {one.status ? term('instrument_statuses', one.status) : '—'}
                  </span>
                </td>
                <td>{date(one.signed_on)}</td>
                <td>{date(one.bound_on)}</td>
                <td>{one.declarations.map((code) => term('instrument_declarations', code)).join('; ')}</td>
                <td>{date(one.report_due_on)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
