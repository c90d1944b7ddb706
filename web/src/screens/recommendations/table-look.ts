// SPDX-License-Identifier: AGPL-3.0-or-later
// Asks what a table is, and again whenever the mapping was changed; the last answer counts.
import { useCallback, useEffect, useRef, useState } from 'react';
import { lookAtTable, type TableColumn, type TableLook, type TableMapping } from '../../api/tables';

const pauseMs = 250;

export interface Looking {
  look: TableLook | undefined;
  mapping: TableMapping | undefined;
  error: unknown;
  change: (next: TableMapping) => void;
}

/** A column that is as it was proposed keeps the reason why. */
const withReasons = (look: TableLook, first: TableLook | undefined): TableColumn[] =>
  look.columns.map((column, at) => {
    const same = look.mapping.fields[at] === first?.mapping.fields[at];
    return same ? { ...column, by: first?.columns[at]?.by ?? column.by } : column;
  });

export function useTableLook(file: File | null, type: string, compartment: string): Looking {
  const [found, setFound] = useState<{ look?: TableLook; mapping?: TableMapping; error?: unknown }>({});
  const turn = useRef(0);
  const first = useRef<TableLook>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const ask = useCallback(
    async (mapping?: TableMapping) => {
      if (!file) return;
      const mine = ++turn.current;
      try {
        const look = await lookAtTable(file, type, compartment, mapping);
        if (mine !== turn.current) return;
        if (!mapping) first.current = look;
        setFound({ look: { ...look, columns: withReasons(look, first.current) }, mapping: mapping ?? look.mapping });
      } catch (error) {
        if (mine === turn.current) setFound((old) => ({ ...old, error }));
      }
    },
    [file, type, compartment],
  );
  useEffect(() => {
    ++turn.current;
    setFound({});
    void ask();
    return () => clearTimeout(timer.current);
  }, [ask]);

  const change = (mapping: TableMapping): void => {
    setFound((old) => ({ ...old, mapping, error: undefined }));
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void ask(mapping), pauseMs);
  };
  return { look: found.look, mapping: found.mapping, error: found.error, change };
}
