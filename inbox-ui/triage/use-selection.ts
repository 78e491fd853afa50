import { useEffect, useMemo, useState } from 'react';
import type { Conversation } from '../../gateway/contract/conversation.ts';
import { extend, nothingSelected, toggle } from './selection.ts';

/** Which rows are chosen. Those that leave the list are not meant any more; another list begins with none. */
export function useSelection(rows: readonly Conversation[], listKey: string) {
  const [selection, setSelection] = useState(nothingSelected);
  useEffect(() => setSelection(nothingSelected), [listKey]);
  return useMemo(() => {
    const order = rows.map(({ id }) => id);
    return {
      rows: rows.filter(({ id }) => selection.ids.has(id)),
      has: (id: string) => selection.ids.has(id),
      isAll: rows.length > 0 && rows.every(({ id }) => selection.ids.has(id)),
      toggle: (id: string, isRange = false) =>
        setSelection((now) => (isRange ? extend(now, id, order) : toggle(now, id))),
      all: () => setSelection({ ids: new Set(order), anchorId: null }),
      clear: () => setSelection(nothingSelected),
    };
  }, [rows, selection]);
}

export type RowSelection = ReturnType<typeof useSelection>;
