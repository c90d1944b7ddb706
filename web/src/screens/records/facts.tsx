// SPDX-License-Identifier: AGPL-3.0-or-later
// A record's fields as its schema declares them. What is sealed says so; opening it asks why, and that is written down.
import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconLockOpen } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { post } from '../../api/client';
import type { Field, Fields, RecordView, Value } from '../../api/types';
import { useCompartmentName } from '../../ui/compartment-name';
import { typeOf, useLabels } from '../../ui/labels';
import { useMemberName } from '../../ui/member-name';
import { ReasonDialog } from '../../ui/reason';
import { isEmpty, isSealed, ValueView } from '../../ui/value';
import { When } from '../../ui/when';
import { Fact } from '../reading/custody';

export function Facts({ record }: { record: RecordView }) {
  const { t } = useTranslation();
  const { schema, label } = useLabels();
  const member = useMemberName();
  const compartment = useCompartmentName();
  const [opened, setOpened] = useState<Fields>({});
  const [asking, setAsking] = useState(false);
  const type = typeOf(schema, record.type);
  const fields = (type?.fields ?? []).filter((field) => !isEmpty(record.fields[field.name]));
  const shut = fields.filter((field) => isSealed(record.fields[field.name]) && opened[field.name] === undefined);
  const open = async (reason: string) => {
    const answer = await post<{ fields: Fields }>(`/record/${record.id}/open`, {
      fields: shut.map((field) => field.name),
      reason,
    });
    setOpened(answer.fields);
  };
  return (
    <Stack gap="md">
      {shut.length > 0 ? (
        <Alert color="gray" variant="light" className="no-print" p="sm">
          <Text size="sm">{t(record.may.open ? 'sealed.can' : 'sealed.cannot')}</Text>
          {record.may.open ? (
            <Button
              mt="xs"
              size="xs"
              variant="default"
              leftSection={<IconLockOpen size={15} aria-hidden />}
              onClick={() => setAsking(true)}
            >
              {t('sealed.open')}
            </Button>
          ) : null}
        </Alert>
      ) : null}
      <dl className="facts">
        {fields.map((field) => (
          <Fact key={field.name} label={label(field.labels, field.name)}>
            <FieldFact
              field={field}
              value={opened[field.name] ?? record.fields[field.name]}
              opened={opened[field.name] !== undefined}
            />
          </Fact>
        ))}
        <Fact label={t('pseudo.compartment')}>{compartment(record.compartment)}</Fact>
        <Fact label={t('record.changed')}>
          <When at={record.updated_at} dimmed={false} /> · {member(record.updated_by)}
        </Fact>
        <Fact label={t('record.created')}>
          <When at={record.created_at} dimmed={false} /> · {member(record.created_by)}
        </Fact>
      </dl>
      {asking ? (
        <ReasonDialog
          title={t('sealed.open')}
          note={t('sealed.logged')}
          action={t('sealed.open_now')}
          onClose={() => setAsking(false)}
          onGiven={open}
        />
      ) : null}
    </Stack>
  );
}

function FieldFact({ field, value, opened }: { field: Field; value: Value | undefined; opened: boolean }) {
  return (
    <div className={opened ? 'opened' : undefined}>
      <ValueView field={field} value={value} />
    </div>
  );
}
