// SPDX-License-Identifier: AGPL-3.0-or-later
// The first rows as they will be in the record.
import { Text, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { TableLook, TableMapping } from '../../api/tables';
import type { RecordType } from '../../api/types';
import { fieldOf, useLabels } from '../../ui/labels';
import { ValueView } from '../../ui/value';

export function MapPreview({ look, mapping, type }: { look: TableLook; mapping: TableMapping; type: RecordType }) {
  const { t } = useTranslation();
  const { field } = useLabels();
  // The server names fields by their names; people read labels.
  const told = (problem: string): string => {
    const missing = /^field (\w+): is required$/.exec(problem)?.[1];
    return missing ? t('map.no_value', { field: field(type.name, missing) }) : problem;
  };
  const shown = [...mapping.fields, ...Object.keys(mapping.constants)].filter((name) => name !== '' && name !== 'id');
  const names = type.fields.map((one) => one.name).filter((name) => shown.includes(name));
  if (names.length === 0 || look.preview.length === 0) return null;
  return (
    <section aria-label={t('map.preview')}>
      <Title order={3} size="h5" mb="xs">
        {t('map.preview')}
      </Title>
      <div className="wide" tabIndex={0} role="region" aria-label={t('map.preview')}>
        <table className="grid-table map-preview">
          <thead>
            <tr>
              <th scope="col">{t('map.row')}</th>
              {names.map((name) => (
                <th key={name} scope="col">
                  {field(type.name, name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {look.preview.map((row) => (
              <tr key={row.row}>
                <th scope="row">{row.row}</th>
                {row.problem && Object.keys(row.fields).length === 0 ? (
                  <td colSpan={names.length}>
                    <Problem what={told(row.problem)} />
                  </td>
                ) : (
                  names.map((name, at) => (
                    <td key={name} className={fieldOf(type, name)?.kind === 'long_text' ? 'long' : undefined}>
                      <ValueView field={fieldOf(type, name)} value={row.fields[name]} plain />
                      {at === 0 && row.problem && look.missing.length === 0 ? <Problem what={told(row.problem)} /> : null}
                    </td>
                  ))
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Problem({ what }: { what: string }) {
  return (
    <Text size="sm" className="sign">
      <IconAlertTriangle size={16} aria-hidden color="var(--guvoh-doubt)" />
      {what}
    </Text>
  );
}
