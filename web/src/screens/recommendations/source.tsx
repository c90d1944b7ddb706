// SPDX-License-Identifier: AGPL-3.0-or-later
// Where a recommendation stands: who asked and when, with the page it was read from beside it.
import { Group } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { address } from '../../api/client';
import { useDocument } from '../../api/queries';
import type { RecordView } from '../../api/types';
import { Asked, PageLink } from './parts';
import { numberOf, textOf, textsOf } from './sides';

export function Source({ record, children }: { record: RecordView; children: ReactNode }) {
  const document = textOf(record.fields.document);
  const page = numberOf(record.fields.page);
  return (
    <Group align="flex-start" gap="lg" wrap="nowrap">
      <div style={{ flex: '1 1 auto', minWidth: 0 }}>
        {children}
        <Group gap="md" mt="sm">
          <Asked
            states={textsOf(record.fields.recommending_states)}
            issuer={textOf(record.fields.issuer)}
            cycle={numberOf(record.fields.cycle)}
          />
          <PageLink document={document} page={page} />
        </Group>
      </div>
      {document && page > 0 ? <Thumb document={document} page={page} /> : null}
    </Group>
  );
}

/** The page as it looks, small; nothing for a file that has no looks. */
function Thumb({ document, page }: { document: string; page: number }) {
  const { t } = useTranslation();
  const { data } = useDocument(document);
  const [gone, setGone] = useState(false);
  if (gone || !data || !/pdf|image|tiff/.test(data.media_type)) return null;
  return (
    <Link to={`/documents/${document}?page=${page}`} className="thumb no-print" title={t('answers.see_page', { page })}>
      <img
        src={address(`/documents/${document}/pages/${page}/image`, { dpi: 72 })}
        alt={t('reading.image_of', { page, name: data.file_name })}
        loading="lazy"
        onError={() => setGone(true)}
      />
    </Link>
  );
}
