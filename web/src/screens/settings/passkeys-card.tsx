// SPDX-License-Identifier: AGPL-3.0-or-later
import { Badge, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { change, post } from '../../api/client';
import { ApiError, kindOf } from '../../api/error';
import { makeNew, passkeysWork } from '../../api/passkey';
import { usePasskeys } from '../../api/queries';
import { sessionKey } from '../../api/session';
import { useAttempt } from '../../ui/errors';
import { Loaded } from '../../ui/states';
import { When } from '../../ui/when';
import { Card } from './card';

/** "Wrong key" means something else here than at the door. */
function refusedPasskey(error: unknown): never {
  throw kindOf(error) === 'bad_key' ? new ApiError({ kind: 'passkey', message: 'error.passkey' }) : error;
}

export function PasskeysCard() {
  const { t } = useTranslation();
  const passkeys = usePasskeys();
  const attempt = useAttempt();
  const client = useQueryClient();
  const [naming, setNaming] = useState(false);
  const refresh = async () => {
    await client.invalidateQueries({ queryKey: ['passkeys'] });
    await client.invalidateQueries({ queryKey: sessionKey });
  };
  const add = (label: string) =>
    attempt(async () => {
      const begun = await post<{ challenge: string; options: unknown }>('/me/passkeys/begin');
      const proof = await makeNew(begun.options);
      await post('/me/passkeys/finish', { challenge: begun.challenge, label, ...proof }).catch(refusedPasskey);
      await refresh();
    }, t('passkeys.added'));
  const remove = (id: string) =>
    attempt(async () => {
      await change('DELETE', `/me/passkeys/${id}`);
      await refresh();
    });
  return (
    <Card
      title={t('passkeys.title')}
      note={t('passkeys.what')}
      action={
        passkeysWork() ? (
          <Button onClick={() => setNaming(true)}>{t('passkeys.add')}</Button>
        ) : (
          <Text size="sm">{t('passkeys.cannot')}</Text>
        )
      }
    >
      <Loaded query={passkeys} lines={2}>
        {(data) => (
          <ul className="plain-list rows">
            {data.passkeys.map((one) => (
              <li key={one.id}>
                <Group justify="space-between">
                  <div>
                    <Text fw={500}>{one.label}</Text>
                    <When at={one.created_at} />
                  </div>
                  <Group gap="xs">
                    <Badge variant="light" color={one.opens_keys ? 'ink' : 'gray'}>
                      {t(one.opens_keys ? 'passkeys.opens' : 'passkeys.second_only')}
                    </Badge>
                    <Button
                      size="xs"
                      variant="default"
                      onClick={() => void remove(one.id)}
                      aria-label={t('passkeys.remove', { label: one.label })}
                    >
                      {t('do.remove')}
                    </Button>
                  </Group>
                </Group>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      {naming ? <NameDialog onClose={() => setNaming(false)} onNamed={(label) => void add(label)} /> : null}
    </Card>
  );
}

function NameDialog({ onClose, onNamed }: { onClose: () => void; onNamed: (label: string) => void }) {
  const { t } = useTranslation();
  const [label, setLabel] = useState('');
  return (
    <Modal opened onClose={onClose} title={t('passkeys.add')} closeButtonProps={{ 'aria-label': t('do.close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onClose();
          onNamed(label.trim());
        }}
      >
        <Stack>
          <TextInput
            label={t('passkeys.label')}
            description={t('passkeys.label_help')}
            value={label}
            onChange={(event) => setLabel(event.currentTarget.value)}
            required
            data-autofocus
          />
          <Group justify="flex-end">
            <Button type="submit" disabled={label.trim() === ''}>
              {t('do.continue')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
