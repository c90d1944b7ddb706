// SPDX-License-Identifier: AGPL-3.0-or-later
// Reading: the page as it looks beside the page as it reads; select words in either, press `q`, and it is quoted.
import { Anchor } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import { useDocument, usePage } from '../../api/queries';
import type { DocumentInfo } from '../../api/types';
import { PageHead } from '../../ui/page-head';
import { Empty, Loaded } from '../../ui/states';
import { useTold } from '../../words/told';
import { PageView } from './page-view';
import { ReadingBar } from './reading-bar';

export default function Reading() {
  const { id = '' } = useParams();
  const document = useDocument(id);
  return <Loaded query={document}>{(data) => <Filled key={data.id} document={data} />}</Loaded>;
}

function Filled({ document }: { document: DocumentInfo }) {
  const { t } = useTranslation();
  const [parameters, setParameters] = useSearchParams();
  const number = Math.min(Math.max(1, Number(parameters.get('page')) || 1), Math.max(1, document.page_count));
  const page = usePage(document.id, number);
  const turn = (to: number): void => {
    if (to < 1 || to > document.page_count) return;
    setParameters((old) => {
      const next = new URLSearchParams(old);
      next.set('page', String(to));
      next.delete('at');
      return next;
    });
  };
  const told = useTold();
  const q = parameters.get('q') ?? '';
  return (
    <>
      <PageHead
        title={document.title || document.file_name}
        note={
          <>
            {q ? (
              <Anchor component={Link} to={`/library?q=${encodeURIComponent(q)}`} size="sm">
                {t('reading.back', { words: q })}
              </Anchor>
            ) : (
              document.file_name
            )}
          </>
        }
        actions={<ReadingBar document={document} page={number} onTurn={turn} />}
      />
      <p className="print-only">
        {t('reading.printed', { page: number, pages: document.page_count })} · SHA-256{' '}
        <span className="mono">{document.sha256}</span>
      </p>
      {document.page_count === 0 ? (
        <Empty title={t('reading.no_text')} why={[...document.notes.map(told), t('reading.no_text_why')].join('. ')} />
      ) : (
        <Loaded query={page} lines={14}>
          {(data) => (
            <PageView
              key={`${data.document}-${data.page}`}
              document={document}
              page={data}
              q={q}
              at={parameters.get('at') ?? ''}
              onTurn={turn}
            />
          )}
        </Loaded>
      )}
    </>
  );
}
