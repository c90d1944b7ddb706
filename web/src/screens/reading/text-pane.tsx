// SPDX-License-Identifier: AGPL-3.0-or-later
// The page as it reads. Selecting here is the browser's own selecting; what is selected is told as a range of the text.
import { memo, useEffect, type RefObject } from 'react';
import type { Segment, Span } from './segments';

interface Props {
  segments: readonly Segment[];
  language: string | undefined;
  hover: number | undefined;
  selected: Span | undefined;
  label: string;
  box: RefObject<HTMLDivElement | null>;
  onHover: (word: number | undefined) => void;
  onSelect: (range: Span | undefined) => void;
}

function offsetIn(root: HTMLElement, node: Node, offset: number): number | undefined {
  if (!root.contains(node)) return undefined;
  const holder = (node instanceof HTMLElement ? node : node.parentElement)?.closest<HTMLElement>('[data-at]');
  if (holder) return Number(holder.dataset.at) + (node.nodeType === Node.TEXT_NODE ? offset : 0);
  const child = node.childNodes[offset];
  if (child instanceof HTMLElement && child.dataset.at) return Number(child.dataset.at);
  return undefined;
}

export function TextPane({ segments, language, hover, selected, label, box, onHover, onSelect }: Props) {
  useEffect(() => {
    const hear = (): void => {
      const root = box.current;
      const selection = document.getSelection();
      if (!root || !selection || selection.rangeCount === 0) return;
      const range = selection.getRangeAt(0);
      if (!root.contains(range.startContainer)) return;
      if (range.collapsed) return;
      const begin = offsetIn(root, range.startContainer, range.startOffset);
      const end = offsetIn(root, range.endContainer, range.endOffset);
      if (begin !== undefined && end !== undefined && end > begin) onSelect({ begin, end });
    };
    document.addEventListener('selectionchange', hear);
    return () => document.removeEventListener('selectionchange', hear);
  }, [box, onSelect]);
  return (
    <div
      ref={box}
      className="serif page-text"
      lang={language}
      dir="auto"
      role="article"
      aria-label={label}
      tabIndex={0}
      onMouseOver={(event) => {
        const word = (event.target as HTMLElement).dataset.word;
        onHover(word === undefined ? undefined : Number(word));
      }}
      onMouseLeave={() => onHover(undefined)}
    >
      {segments.map((segment) => (
        <Piece
          key={segment.begin}
          segment={segment}
          hovered={hover !== undefined && segment.word === hover}
          chosen={selected !== undefined && segment.begin < selected.end && segment.end > selected.begin}
        />
      ))}
    </div>
  );
}

const Piece = memo(function Piece({ segment, hovered, chosen }: { segment: Segment; hovered: boolean; chosen: boolean }) {
  const marks = [
    segment.quoted ? 'is-quoted' : '',
    segment.found ? 'is-found' : '',
    segment.doubtful ? 'is-doubtful' : '',
    hovered ? 'is-hovered' : '',
    chosen ? 'is-chosen' : '',
  ].filter(Boolean);
  return (
    <span data-at={segment.begin} data-word={segment.word} className={marks.length > 0 ? marks.join(' ') : undefined}>
      {segment.text}
    </span>
  );
});
