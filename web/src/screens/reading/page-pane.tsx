// SPDX-License-Identifier: AGPL-3.0-or-later
// The page as it looks, with its words' boxes laid over it: pointing and dragging here is the same as selecting in the text.
import { useRef, useState, type PointerEvent } from 'react';
import { address } from '../../api/client';
import type { Box, PageInfo } from '../../api/types';

export interface Layer {
  kind: 'found' | 'quoted' | 'chosen' | 'hovered';
  boxes: Box[];
}

interface Props {
  page: PageInfo;
  layers: Layer[];
  label: string;
  onHover: (word: number | undefined) => void;
  onDrag: (from: number, to: number) => void;
  onNoImage: () => void;
}

/** The word under a point, or the nearest one on its line. */
export function wordAt(words: PageInfo['words'], x: number, y: number): number | undefined {
  let best: number | undefined;
  let near = 24;
  words.forEach(({ box: [x0, y0, x1, y1] }, index) => {
    if (y < y0 - 2 || y > y1 + 2) return;
    const away = x < x0 ? x0 - x : x > x1 ? x - x1 : 0;
    if (away < near) {
      near = away;
      best = index;
    }
  });
  return best;
}

export function PagePane({ page, layers, label, onHover, onDrag, onNoImage }: Props) {
  const from = useRef<number | undefined>(undefined);
  const [ready, setReady] = useState(false);
  const word = (event: PointerEvent<SVGSVGElement>): number | undefined => {
    const area = event.currentTarget.getBoundingClientRect();
    const x = ((event.clientX - area.left) / area.width) * page.width_pt;
    const y = ((event.clientY - area.top) / area.height) * page.height_pt;
    return wordAt(page.words, x, y);
  };
  const move = (event: PointerEvent<SVGSVGElement>): void => {
    const at = word(event);
    onHover(at);
    if (from.current !== undefined && at !== undefined) onDrag(from.current, at);
  };
  return (
    <div className="page-image" style={{ aspectRatio: `${page.width_pt} / ${page.height_pt}` }} aria-busy={!ready}>
      <img
        src={address(`/documents/${page.document}/pages/${page.page}/image`, { dpi: 144 })}
        alt={label}
        onLoad={() => setReady(true)}
        onError={onNoImage}
        draggable={false}
      />
      <svg
        viewBox={`0 0 ${page.width_pt} ${page.height_pt}`}
        aria-hidden
        onPointerDown={(event) => {
          from.current = word(event);
          if (from.current !== undefined) onDrag(from.current, from.current);
        }}
        onPointerMove={move}
        onPointerUp={() => (from.current = undefined)}
        onPointerLeave={() => onHover(undefined)}
      >
        {layers.map((layer) =>
          layer.boxes.map(([x0, y0, x1, y1], at) => (
            <rect
              key={`${layer.kind}${at}`}
              className={`box-${layer.kind}`}
              x={x0 - 1}
              y={y0 - 1}
              width={x1 - x0 + 2}
              height={y1 - y0 + 2}
              rx={1.5}
            />
          )),
        )}
      </svg>
    </div>
  );
}
