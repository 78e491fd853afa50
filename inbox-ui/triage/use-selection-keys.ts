import { useEffect, useRef } from 'react';
import { isFree } from '../inbox/shortcuts.ts';
import { useShortcuts } from '../inbox/use-list-keys.ts';
import { undoLast } from './undo.tsx';
import { rowOf } from './use-row-gestures.ts';
import type { RowSelection } from './use-selection.ts';

/** x and Shift+x choose the row that has the focus, else the one that is open; Esc lets all go. */
export function useSelectionKeys(selection: RowSelection, openId: string | undefined): void {
  const currentId = () => rowOf(document.activeElement) ?? openId;
  const choose = (isRange: boolean) => {
    const id = currentId();
    if (id) selection.toggle(id, isRange);
  };
  useShortcuts({
    select: () => choose(false),
    selectRange: () => choose(true),
    undo: undoLast,
  });
  const latest = useRef(selection);
  useEffect(() => {
    latest.current = selection;
  });
  const isAny = selection.rows.length > 0;
  useEffect(() => {
    if (!isAny) return undefined;
    const listen = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && isFree(event.target)) latest.current.clear();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [isAny]);
}
