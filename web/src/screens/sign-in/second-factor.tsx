// SPDX-License-Identifier: AGPL-3.0-or-later
import { Alert, Button, Group, SegmentedControl, Stack, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { kindOf } from '../../api/error';
import { passkeysWork, answerPasskey } from '../../api/passkey';
import { secondFactor } from '../../api/session';
import type { FactorMethod, SecondFactor, Session } from '../../api/types';
import { useErrorText } from '../../ui/errors';

interface Props {
  factor: SecondFactor;
  onDone: (session: Session) => void;
  onBack: () => void;
}

export function SecondFactorForm({ factor, onDone, onBack }: Props) {
  const { t } = useTranslation();
  const say = useErrorText();
  const methods = factor.methods.filter((method) => method !== 'passkey' || passkeysWork());
  const [method, setMethod] = useState<FactorMethod>(methods[0] ?? 'totp');
  const [code, setCode] = useState('');
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);

  const send = async () => {
    setBusy(true);
    setProblem('');
    try {
      const proof = method === 'passkey' ? await answerPasskey(factor.passkey) : { code: code.replace(/\s/g, '') };
      onDone((await secondFactor(factor.challenge, method, proof)).session);
    } catch (error) {
      if (error instanceof DOMException) setProblem(t('sign_in.passkey_stopped'));
      else setProblem(kindOf(error) === 'bad_key' ? t(`factor.${method}_wrong`) : say(error));
      setBusy(false);
    }
  };

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Stack>
        <Title order={1} size="h3">
          {t('factor.title')}
        </Title>
        {methods.length > 1 ? (
          <SegmentedControl
            aria-label={t('factor.method')}
            value={method}
            onChange={(value) => setMethod(value as FactorMethod)}
            data={methods.map((value) => ({ value, label: t(`factor.${value}`) }))}
            orientation={methods.length > 2 ? 'vertical' : 'horizontal'}
            fullWidth
          />
        ) : null}
        {problem ? (
          <Alert color="brick" role="alert">
            {problem}
          </Alert>
        ) : null}
        {method === 'passkey' ? (
          <Text size="sm">{t('factor.passkey_help')}</Text>
        ) : (
          <TextInput
            key={method}
            label={t(`factor.${method}_label`)}
            description={t(`factor.${method}_help`)}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
            inputMode={method === 'totp' ? 'numeric' : 'text'}
            autoComplete="one-time-code"
            required
            autoFocus
          />
        )}
        <Group justify="space-between">
          <Button variant="default" onClick={onBack}>
            {t('do.back')}
          </Button>
          <Button type="submit" loading={busy}>
            {t('do.continue')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
