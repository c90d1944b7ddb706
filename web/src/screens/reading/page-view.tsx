// SPDX-License-Identifier: AGPL-3.0-or-later
import { Alert, Button, Group, SegmentedControl, Text } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconQuote } from '@tabler/icons-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { usePassages } from '../../api/queries';
import { useMay } from '../../api/session';
import type { DocumentInfo, PageInfo } from '../../api/types';
import { Offsets } from '../../ui/utf8';
import { Margin } from './margin';
import { PagePane, type Layer } from './page-pane';
import { PassageDialog } from './passage-dialog';
import { boxesOf, rangeOfPassage, rangeOfWords, segmentsOf, stems, type Span } from './segments';
import { TextPane } from './text-pane';
import { useTogether } from './together';

interface Props {
  document: DocumentInfo;
  page: PageInfo;
  q: string;
  at: string;
  onTurn: (to: number) => void;
}

export function PageView({ document, page, q, at }: Props) {
  const { t } = useTranslation();
  const mayQuote = useMay('write');
  const go = useNavigate();
  const { data } = usePassages(document.id);
  const passages = useMemo(() => data?.passages.filter((one) => one.page === page.page) ?? [], [data, page.page]);
  const [hover, setHover] = useState<number>();
  const [range, setRange] = useState<Span>();
  const [pointed, setPointed] = useState<string>();
  const [quoting, setQuoting] = useState(false);
  const [image, setImage] = useState(page.width_pt > 0);
  const [side, setSide] = useState(at || !image ? 'text' : 'page');
  const left = useRef<HTMLDivElement>(null);
  const right = useRef<HTMLDivElement>(null);
  const text = useRef<HTMLDivElement>(null);
  useTogether(left, right);

  const offsets = useMemo(() => new Offsets(page.text), [page.text]);
  const [b, e] = at.split('-').map(Number);
  const asked = useMemo(
    () => (b !== undefined && e !== undefined && e > b ? { begin: offsets.unitAt(b), end: offsets.unitAt(e) } : undefined),
    [b, e, offsets],
  );
  const segments = useMemo(
    () => segmentsOf(page, { found: stems(q), at: asked, passages }, offsets),
    [page, q, asked, passages, offsets],
  );
  const quote = useCallback(() => {
    if (range && mayQuote) setQuoting(true);
  }, [range, mayQuote]);
  useHotkeys([
    ['q', quote],
    ['й', quote],
    ['Escape', () => setRange(undefined)],
  ]);
  useEffect(() => {
    if (!asked) return;
    const target = text.current?.querySelector(`[data-at="${segments.find((s) => s.end > asked.begin)?.begin ?? 0}"]`);
    target?.scrollIntoView({ block: 'center' });
  }, [asked, segments]);

  const passageRange = pointed ? passages.find((one) => one.id === pointed) : undefined;
  const layers: Layer[] = [
    {
      kind: 'quoted',
      boxes: passages.flatMap((one) =>
        one.boxes.length > 0 ? one.boxes : boxesOf(segments, page.words, rangeOfPassage(one, offsets)),
      ),
    },
    {
      kind: 'found',
      boxes: segments.filter((s) => s.found && s.word !== undefined).map((s) => page.words[s.word ?? 0]?.box ?? [0, 0, 0, 0]),
    },
    { kind: 'chosen', boxes: boxesOf(segments, page.words, passageRange ? rangeOfPassage(passageRange, offsets) : range) },
    { kind: 'hovered', boxes: hover === undefined ? [] : [page.words[hover]?.box ?? [0, 0, 0, 0]] },
  ];
  const drag = (from: number, to: number): void => {
    window.getSelection()?.removeAllRanges();
    setRange(rangeOfWords(segments, from, to));
  };

  return (
    <>
      {page.from_ocr ? (
        <Alert color="amber" mb="sm" py={8}>
          {t('reading.ocr', { percent: Math.round((page.ocr_confidence ?? 0) * ((page.ocr_confidence ?? 0) > 1 ? 1 : 100)) })}
        </Alert>
      ) : null}
      <Group justify="space-between" mb="xs" className="no-print" mih={36}>
        {image ? (
          <SegmentedControl
            hiddenFrom="md"
            aria-label={t('reading.side')}
            value={side}
            onChange={setSide}
            data={[
              { value: 'page', label: t('reading.as_page') },
              { value: 'text', label: t('reading.as_text') },
            ]}
          />
        ) : null}
        {mayQuote ? (
          <Group gap="xs" ms="auto">
            <Text size="sm" c="dimmed" visibleFrom="sm">
              {t(range ? 'reading.press_q' : 'reading.select')}
            </Text>
            <Button size="xs" leftSection={<IconQuote size={16} aria-hidden />} disabled={!range} onClick={quote}>
              {t('passage.quote')}
            </Button>
          </Group>
        ) : null}
      </Group>
      <div className={`reading show-${side}${image ? '' : ' no-image'}`}>
        {image ? (
          <div className="pane pane-page" ref={left} tabIndex={0} role="region" aria-label={t('reading.as_page')}>
            <PagePane
              page={page}
              layers={layers}
              label={t('reading.image_of', { page: page.page, name: document.file_name })}
              onHover={setHover}
              onDrag={drag}
              onNoImage={() => setImage(false)}
            />
          </div>
        ) : null}
        <div className="pane pane-text panel" ref={right}>
          <TextPane
            segments={segments}
            language={page.paragraphs[0]?.language}
            hover={hover}
            selected={range}
            label={t('reading.as_text')}
            box={text}
            onHover={setHover}
            onSelect={setRange}
          />
          <Margin passages={passages} onPoint={setPointed} />
        </div>
      </div>
      {quoting && range ? (
        <PassageDialog
          page={page}
          range={range}
          fileName={document.file_name}
          onClose={() => setQuoting(false)}
          onMade={(passage) => void go(`/passages/${passage.id}`)}
        />
      ) : null}
    </>
  );
}
