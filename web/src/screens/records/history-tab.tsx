// SPDX-License-Identifier: AGPL-3.0-or-later
// A record's changes as a story: who, when, why, and what stood before and after.
import { Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useHistory } from '../../api/queries';
import type { HistoryItem } from '../../api/types';
import { fieldOf, typeOf, useLabels } from '../../ui/labels';
import { useMemberName } from '../../ui/member-name';
import { Loaded } from '../../ui/states';
import { isEmpty, ValueView } from '../../ui/value';
import { When } from '../../ui/when';

export function HistoryTab({ id, type }: { id: string; type: string }) {
  const { t } = useTranslation();
  const history = useHistory(id);
  return (
    <Loaded query={history}>
      {({ items }) =>
        items.length === 0 ? (
          <Text c="dimmed">{t('history.empty')}</Text>
        ) : (
          <ol className="plain-list story">
            {inOrder(items).map((item, at) => (
              <Item key={`${item.seq}-${at}`} item={item} type={type} />
            ))}
          </ol>
        )
      }
    </Loaded>
  );
}

/** A story begins at its beginning. */
const inOrder = (items: readonly HistoryItem[]): HistoryItem[] =>
  [...items].sort((a, b) => a.seq - b.seq || a.at.localeCompare(b.at));

/** The ledger says `put` for both; people tell recording from changing. */
export const deedOf = (item: Pick<HistoryItem, 'kind' | 'fields'>): string =>
  item.kind !== 'put' ? item.kind : item.fields.every((field) => isEmpty(field.before)) ? 'create' : 'change';

function Item({ item, type: typeName }: { item: HistoryItem; type: string }) {
  const { t } = useTranslation();
  const { schema, field: fieldLabel } = useLabels();
  const member = useMemberName();
  const type = typeOf(schema, typeName);
  return (
    <li>
      <Group justify="space-between" gap="xs">
        <Text fw={600} size="sm">
          {member(item.member)} · {t(`history.kind.${deedOf(item)}`, item.kind)}
        </Text>
        <When at={item.at} />
      </Group>
      {item.reason ? (
        <Text size="sm" className="why">
          {item.reason}
        </Text>
      ) : null}
      <Stack gap={6} mt={6}>
        {item.fields.map((one) => (
          <div key={one.field}>
            <Text size="xs" c="dimmed">
              {fieldLabel(typeName, one.field)}
            </Text>
            {isEmpty(one.before) ? null : (
              <del className="before">
                <ValueView field={fieldOf(type, one.field)} value={one.before} plain />
              </del>
            )}
            {isEmpty(one.after) ? null : (
              <ins className="after">
                <ValueView field={fieldOf(type, one.field)} value={one.after} plain />
              </ins>
            )}
          </div>
        ))}
      </Stack>
      <Text size="xs" c="dimmed" mt={4}>
        {t('history.entry', { seq: item.seq })}
        {item.device ? ` · ${t('history.device', { device: item.device.slice(0, 8) })}` : ''}
      </Text>
    </li>
  );
}
