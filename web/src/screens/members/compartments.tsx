// SPDX-License-Identifier: AGPL-3.0-or-later
// Compartments keep what few should see among those few: records in one do not exist for anyone outside it.
import { Badge, Button, Group, Modal, Paper, Select, SimpleGrid, Stack, Text, TextInput, Textarea, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { change, post } from '../../api/client';
import { useCompartments, useMembers } from '../../api/queries';
import { sessionKey, useMay } from '../../api/session';
import type { Compartment, Member } from '../../api/types';
import { useAttempt } from '../../ui/errors';
import { useMemberName } from '../../ui/member-name';
import { ReasonDialog } from '../../ui/reason';
import { Loaded } from '../../ui/states';

export function Compartments() {
  const { t } = useTranslation();
  const compartments = useCompartments();
  const manages = useMay('manage_compartments');
  const [making, setMaking] = useState(false);
  return (
    <Loaded query={compartments}>
      {(data) => (
        <Stack>
          <Text size="sm" maw={720}>
            {t('compartments.what')}
          </Text>
          <SimpleGrid cols={{ base: 1, md: 2 }}>
            {data.compartments.map((one) => (
              <One key={one.id} compartment={one} manages={manages} />
            ))}
          </SimpleGrid>
          {manages ? (
            <Group>
              <Button variant="default" onClick={() => setMaking(true)}>
                {t('compartments.new')}
              </Button>
            </Group>
          ) : null}
          {making ? <NewCompartment onClose={() => setMaking(false)} /> : null}
        </Stack>
      )}
    </Loaded>
  );
}

function useRefresh() {
  const client = useQueryClient();
  return async () => {
    for (const key of [['compartments'], ['members'], sessionKey]) await client.invalidateQueries({ queryKey: key });
  };
}

function One({ compartment, manages }: { compartment: Compartment; manages: boolean }) {
  const { t } = useTranslation();
  const member = useMemberName();
  const attempt = useAttempt();
  const refresh = useRefresh();
  const { data } = useMembers();
  const [leaving, setLeaving] = useState<string>();
  const outside = (data?.members ?? []).filter((one: Member) => one.status === 'active' && !compartment.members.includes(one.id));
  const may = manages && compartment.member_of;
  const title = compartment.id === 'general' ? t('compartment.general') : compartment.name;
  return (
    <Paper withBorder p="md" className="panel">
      <Group justify="space-between" mb={4}>
        <Title order={2} size="h5">
          {title}
        </Title>
        {compartment.member_of ? (
          <Badge variant="light">{t('compartments.yours')}</Badge>
        ) : (
          <Badge color="gray" variant="light">
            {t('compartments.not_yours')}
          </Badge>
        )}
      </Group>
      <Text size="sm" c="dimmed">
        {compartment.id === 'general' ? t('compartments.general_purpose') : compartment.purpose}
      </Text>
      <ul className="plain-list" style={{ marginBlock: 10 }}>
        {compartment.members.map((id) => (
          <li key={id}>
            <Group justify="space-between" mih={30}>
              <Text size="sm">{member(id)}</Text>
              {may && compartment.id !== 'general' ? (
                <Button
                  size="compact-xs"
                  variant="subtle"
                  onClick={() => setLeaving(id)}
                  aria-label={t('compartments.take_out', { name: member(id) })}
                >
                  {t('do.remove')}
                </Button>
              ) : null}
            </Group>
          </li>
        ))}
      </ul>
      {may && outside.length > 0 ? (
        <Select
          aria-label={t('compartments.let_in')}
          placeholder={t('compartments.let_in')}
          data={outside.map((one) => ({ value: one.id, label: one.name }))}
          value={null}
          onChange={(id) =>
            id &&
            void attempt(async () => {
              await post(`/compartments/${compartment.id}/members`, { member: id });
              await refresh();
            })
          }
        />
      ) : null}
      {leaving ? (
        <ReasonDialog
          title={t('compartments.take_out', { name: member(leaving) })}
          note={t('compartments.take_out_note')}
          action={t('do.remove')}
          danger
          onClose={() => setLeaving(undefined)}
          onGiven={async (reason) => {
            await change('DELETE', `/compartments/${compartment.id}/members/${leaving}`, { reason });
            await refresh();
          }}
        />
      ) : null}
    </Paper>
  );
}

function NewCompartment({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const attempt = useAttempt();
  const refresh = useRefresh();
  const [name, setName] = useState('');
  const [purpose, setPurpose] = useState('');
  const save = async () => {
    const done = await attempt(async () => {
      await post('/compartments', { name: name.trim(), purpose: purpose.trim() });
      await refresh();
    });
    if (done) onClose();
  };
  return (
    <Modal opened onClose={onClose} title={t('compartments.new')} closeButtonProps={{ 'aria-label': t('do.close') }}>
      <Stack>
        <TextInput
          label={t('compartments.name')}
          description={t('compartments.name_help')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          required
          data-autofocus
        />
        <Textarea
          label={t('compartments.purpose')}
          value={purpose}
          onChange={(event) => setPurpose(event.currentTarget.value)}
          autosize
          minRows={2}
        />
        <Group justify="flex-end">
          <Button onClick={() => void save()} disabled={name.trim() === ''}>
            {t('do.create')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
