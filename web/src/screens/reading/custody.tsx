// SPDX-License-Identifier: AGPL-3.0-or-later
// Where a file is from, when, by whom, and what stands beside it.
import { Anchor, CopyButton, Drawer, Group, List, Stack, Text, Title, UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useDocument } from '../../api/queries';
import { useSession } from '../../api/session';
import type { DocumentInfo } from '../../api/types';
import { bytesInWords } from '../../ui/dates';
import { useLabels } from '../../ui/labels';
import { useMemberName } from '../../ui/member-name';
import { languageName } from '../../ui/names';
import { When } from '../../ui/when';
import { useTold } from '../../words/told';

export function Custody({ document, onClose }: { document: DocumentInfo; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      title={t('custody.title')}
      size="md"
      closeButtonProps={{ 'aria-label': t('do.close') }}
    >
      <CustodyFacts document={document} />
    </Drawer>
  );
}

export function CustodyFacts({ document }: { document: DocumentInfo }) {
  const { t, i18n } = useTranslation();
  const told = useTold();
  const { term } = useLabels();
  const member = useMemberName();
  const { compartments } = useSession();
  const compartment =
    document.compartment === 'general' ? t('compartment.general') : compartments.find((c) => c.id === document.compartment)?.name;
  const metadata = Array.isArray(document.metadata)
    ? document.metadata.map((one): [string, string] => [one.name, one.value])
    : Object.entries(document.metadata);
  return (
    <Stack gap="lg">
      <dl className="facts">
        <Fact label={t('custody.file')}>{document.file_name}</Fact>
        {document.path && document.path !== document.file_name ? <Fact label={t('custody.path')}>{document.path}</Fact> : null}
        <Fact label={t('custody.added')}>
          <When at={document.added_at} dimmed={false} /> · {member(document.added_by)}
        </Fact>
        <Fact label={t('custody.kind')}>
          {term('document_kinds', document.kind)} · {document.media_type} · {bytesInWords(document.size_bytes, i18n.language)}
        </Fact>
        {document.languages.length > 0 ? (
          <Fact label={t('custody.languages')}>
            {document.languages.map((one) => languageName(one, i18n.language)).join(', ')}
          </Fact>
        ) : null}
        {compartment ? <Fact label={t('pseudo.compartment')}>{compartment}</Fact> : null}
        <Fact label={t('custody.hash')}>
          <CopyButton value={document.sha256}>
            {({ copied, copy }) => (
              <UnstyledButton onClick={copy} className="mono">
                {document.sha256}
                <Text span size="xs" c="dimmed">
                  {' '}
                  {copied ? t('do.copied') : t('do.copy')}
                </Text>
              </UnstyledButton>
            )}
          </CopyButton>
        </Fact>
      </dl>
      {document.notes.length > 0 ? (
        <section>
          <Title order={3} size="h5" mb={4}>
            {t('custody.notes')}
          </Title>
          <List size="sm">
            {document.notes.map((note, at) => (
              <List.Item key={at}>{told(note)}</List.Item>
            ))}
          </List>
        </section>
      ) : null}
      <Neighbours title={t('custody.found_in')} ids={document.found_in ? [document.found_in] : []} />
      <Neighbours title={t('custody.contains')} ids={document.contains} />
      <Neighbours title={t('custody.near')} ids={document.near_duplicates} />
      {metadata.length > 0 ? (
        <section>
          <Title order={3} size="h5" mb={4}>
            {t('custody.says')}
          </Title>
          <dl className="facts">
            {metadata.map(([name, value]) => (
              <Fact key={name} label={name}>
                {value}
              </Fact>
            ))}
          </dl>
        </section>
      ) : null}
      <Group gap="md">
        <Anchor component={Link} to={`/record/${document.id}/history`} size="sm">
          {t('history.title')}
        </Anchor>
        <Anchor component={Link} to={`/record/${document.id}/links`} size="sm">
          {t('links.title')}
        </Anchor>
      </Group>
    </Stack>
  );
}

export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Neighbours({ title, ids }: { title: string; ids: string[] }) {
  if (ids.length === 0) return null;
  return (
    <section>
      <Title order={3} size="h5" mb={4}>
        {title}
      </Title>
      <ul className="plain-list">
        {ids.map((id) => (
          <Neighbour key={id} id={id} />
        ))}
      </ul>
    </section>
  );
}

function Neighbour({ id }: { id: string }) {
  const { data } = useDocument(id);
  if (!data) return null;
  return (
    <li>
      <Anchor component={Link} to={`/documents/${id}`} size="sm">
        {data.title || data.file_name}
      </Anchor>
    </li>
  );
}
