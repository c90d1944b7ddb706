// SPDX-License-Identifier: AGPL-3.0-or-later
// Someone saved the record while it was being changed here: their value and mine side by side, and nothing saved until I say which.
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Fields, RecordType, RecordView, Value } from '../../api/types';
import { useAttempt } from '../../ui/errors';
import { fieldOf, useLabels } from '../../ui/labels';
import { useMemberName } from '../../ui/member-name';
import { isSealed, ValueView } from '../../ui/value';
import { When } from '../../ui/when';

/** My change that was not saved, and the record as another left it. */
export interface Meanwhile {
  current: RecordView;
  mine: Fields;
  reason: string;
}

const same = (a: Value | undefined, b: Value | undefined): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** The fields of mine that the other changed to something else; of sealed ones nobody can see whether they did. */
export function inDispute(before: Fields, current: Fields, mine: Fields): string[] {
  return Object.keys(mine).filter(
    (name) => isSealed(current[name]) || (!same(current[name], before[name]) && !same(current[name], mine[name])),
  );
}

interface Props {
  type: RecordType;
  before: Fields;
  meanwhile: Meanwhile;
  onBack: () => void;
  onTheirs: () => void;
  onMine: () => Promise<void>;
}

export function ChangedMeanwhile({ type, before, meanwhile, onBack, onTheirs, onMine }: Props) {
  const { t } = useTranslation();
  const { label } = useLabels();
  const member = useMemberName();
  const attempt = useAttempt();
  const [busy, setBusy] = useState(false);
  const { current, mine } = meanwhile;
  const disputed = inDispute(before, current.fields, mine);
  const seen = disputed.some((name) => !isSealed(current.fields[name]));
  const says = disputed.length === 0 ? 'elsewhere' : seen ? 'same' : 'perhaps';
  return (
    <Modal opened onClose={onBack} title={t('conflict.meanwhile')} size="lg" closeButtonProps={{ 'aria-label': t('do.close') }}>
      <Stack>
        <Text size="sm">
          {member(current.updated_by)} · <When at={current.updated_at} />
        </Text>
        <Text>{t(`conflict.${says}`)}</Text>
        {disputed.map((name) => (
          <section key={name} className="disputed" aria-label={label(fieldOf(type, name)?.labels, name)}>
            <Text fw={600} size="sm">
              {label(fieldOf(type, name)?.labels, name)}
            </Text>
            <dl className="facts two-claims">
              <div>
                <dt>{t('conflict.theirs')}</dt>
                <dd>
                  <ValueView field={fieldOf(type, name)} value={current.fields[name]} />
                </dd>
              </div>
              <div>
                <dt>{t('conflict.mine')}</dt>
                <dd>
                  <ValueView field={fieldOf(type, name)} value={mine[name]} />
                </dd>
              </div>
            </dl>
          </section>
        ))}
        <Text size="sm" c="dimmed">
          {t('conflict.both_kept')}
        </Text>
        <Group justify="flex-end">
          <Button variant="subtle" onClick={onBack}>
            {t('conflict.back')}
          </Button>
          {disputed.length > 0 ? (
            <Button variant="default" onClick={onTheirs}>
              {t('conflict.take_theirs')}
            </Button>
          ) : null}
          <Button
            loading={busy}
            onClick={() => {
              setBusy(true);
              void attempt(onMine).then(() => setBusy(false));
            }}
          >
            {t('conflict.keep_mine')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
