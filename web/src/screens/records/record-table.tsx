// SPDX-License-Identifier: AGPL-3.0-or-later
// The table: only the rows in sight are drawn, more are fetched before the end is reached. Arrows or j/k move, Enter opens.
import { UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import {
  createColumnHelper,
  flexRender,
  tableFeatures,
  useTable,
  type ColumnDef,
  type Row as TableRow,
} from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useCallback, useEffect, useMemo, useRef, type CSSProperties, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { RecordRow, RecordType } from '../../api/types';
import { fieldOf, useLabels } from '../../ui/labels';
import type { ListUrl } from '../../ui/list-url';
import { useCell } from './cell';

interface Props {
  type: RecordType;
  rows: RecordRow[];
  total: number;
  url: ListUrl;
  change: (part: Partial<ListUrl>, replace?: boolean) => void;
  onEnd: () => void;
}

const features = tableFeatures({});
const helper = createColumnHelper<typeof features, RecordRow>();
const numeric = new Set(['integer', 'bytes']);

function useColumns(type: RecordType): ColumnDef<typeof features, RecordRow>[] {
  const { t } = useTranslation();
  const { label, language } = useLabels();
  const show = useCell(type);
  return useMemo(
    () =>
      type.list_columns.map((name) => {
        const field = fieldOf(type, name);
        return helper.display({
          id: name,
          header: field ? label(field.labels, name) : t(`pseudo.${name}`, name),
          cell: ({ row }) => show(name, row.original),
        });
      }),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- label and show follow language
    [type, language],
  );
}

/** The title has the room; a number or date beside it needs little. */
const widthOf = (type: RecordType, name: string): string =>
  name === type.title_field
    ? 'minmax(260px, 3fr)'
    : ['number', 'cycle', 'session'].includes(name)
      ? 'minmax(90px, 0.5fr)'
      : 'minmax(130px, 1fr)';

export function RecordTable({ type, rows, total, url, change, onEnd }: Props) {
  const { t } = useTranslation();
  const go = useNavigate();
  const scroller = useRef<HTMLDivElement>(null);
  const columns = useColumns(type);
  const table = useTable({ features, columns, data: rows, getRowId: (row) => row.id });
  const height = url.compact ? 32 : 44;
  const view = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 12,
  });
  const items = view.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => view.measure(), [height, view]);
  useEffect(() => {
    if (last >= rows.length - 60) onEnd();
  }, [last, rows.length, onEnd]);

  const at = rows.findIndex((row) => row.id === url.open);
  const move = (to: number): void => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, to))];
    if (!row) return;
    change({ open: row.id }, true);
    view.scrollToIndex(to, { align: 'auto' });
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown' || event.code === 'KeyJ') move(at + 1);
    else if (event.key === 'ArrowUp' || event.code === 'KeyK') move(at - 1);
    else if (event.key === 'Enter' && at >= 0) void go(`/record/${rows[at]?.id ?? ''}`);
    else if (event.key === 'Escape') change({ open: '' }, true);
    else return;
    event.preventDefault();
  };
  const minWidth = 260 + (columns.length - 1) * 130;
  const style = useMemo(
    () => ({
      minWidth,
      gridTemplateColumns: type.list_columns.map((name) => widthOf(type, name)).join(' '),
      '--columns-on-paper': type.list_columns.map((name) => `minmax(0, ${name === type.title_field ? 3 : 1}fr)`).join(' '),
    }),
    [minWidth, type],
  );
  const choose = useCallback((id: string) => change({ open: id }, true), [change]);
  const openFull = useCallback((id: string) => void go(`/record/${id}`), [go]);
  const body = table.getRowModel().rows;
  const grid = (
    <div
      ref={scroller}
      className={`table panel${url.compact ? ' compact' : ''}`}
      role="grid"
      aria-rowcount={total + 1}
      aria-label={t('list.table')}
      tabIndex={0}
      onKeyDown={onKey}
    >
      <div role="rowgroup" className="table-head" style={{ minWidth }}>
        {table.getHeaderGroups().map((group) => (
          <div role="row" key={group.id} className="table-row" style={style} aria-rowindex={1}>
            {group.headers.map((header) => (
              <Head
                key={header.id}
                type={type}
                name={header.column.id}
                label={String(header.column.columnDef.header)}
                url={url}
                change={change}
              />
            ))}
          </div>
        ))}
      </div>
      <div role="rowgroup" style={{ height: view.getTotalSize(), position: 'relative', minWidth }}>
        {items.map((item) => {
          const row = body[item.index];
          if (!row) return null;
          return (
            <Row
              key={row.id}
              row={row}
              index={item.index}
              start={item.start}
              height={height}
              style={style}
              chosen={row.original.id === url.open}
              type={type}
              onChoose={choose}
              onOpen={openFull}
            />
          );
        })}
      </div>
    </div>
  );
  return (
    <>
      {items.length < total ? <p className="print-only">{t('list.printed', { shown: items.length, total })}</p> : null}
      {grid}
    </>
  );
}

interface RowProps {
  row: TableRow<typeof features, RecordRow>;
  index: number;
  start: number;
  height: number;
  style: CSSProperties;
  chosen: boolean;
  type: RecordType;
  onChoose: (id: string) => void;
  onOpen: (id: string) => void;
}

/** Drawn once for each record that comes into sight; scrolling on leaves it alone. */
const Row = memo(function Row({ row, index, start, height, style, chosen, type, onChoose, onOpen }: RowProps) {
  const { id } = row.original;
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={chosen}
      className="table-row"
      style={{ ...style, height, transform: `translateY(${start}px)` }}
      onClick={() => onChoose(id)}
      onDoubleClick={() => onOpen(id)}
    >
      {row.getAllCells().map((cell) => (
        <div
          role="gridcell"
          key={cell.id}
          className={numeric.has(fieldOf(type, cell.column.id)?.kind ?? '') ? 'number' : undefined}
        >
          {flexRender(cell.column.columnDef.cell, cell.getContext())}
        </div>
      ))}
    </div>
  );
});

function Head({
  type,
  name,
  label,
  url,
  change,
}: { type: RecordType; name: string; label: string } & Pick<Props, 'url' | 'change'>) {
  const sorted = url.sort === name ? 'ascending' : url.sort === `-${name}` ? 'descending' : 'none';
  if (!type.sorts.includes(name)) {
    return (
      <div role="columnheader" title={label}>
        {label}
      </div>
    );
  }
  const next = sorted === 'ascending' ? `-${name}` : sorted === 'descending' ? '' : name;
  return (
    <div role="columnheader" aria-sort={sorted}>
      <UnstyledButton className="sort" onClick={() => change({ sort: next })} title={label}>
        {label}
        {sorted === 'ascending' ? <IconArrowUp size={14} aria-hidden /> : null}
        {sorted === 'descending' ? <IconArrowDown size={14} aria-hidden /> : null}
      </UnstyledButton>
    </div>
  );
}
