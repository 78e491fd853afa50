import { useEffect, useRef } from 'react';
import { tinykeys } from 'tinykeys';
import { usePreferences } from './preferences.ts';
import { bindingsOf, isFree, type ShortcutAction } from './shortcuts.ts';

type Handlers = Partial<Record<ShortcutAction, () => void>>;

/** Listens while the component is there; the newest handlers are called. */
export function useShortcuts(handlers: Handlers): void {
  const [{ hasSingleKeys }] = usePreferences();
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });
  const actions = Object.keys(handlers).join();
  useEffect(() => {
    const bound = Object.fromEntries(
      actions
        .split(',')
        .map((action) => [action, () => latest.current[action as ShortcutAction]?.()]),
    );
    return tinykeys(window, bindingsOf(bound, hasSingleKeys), { ignore: () => false });
  }, [actions, hasSingleKeys]);
}

export function useListKeys(onStep: (step: 1 | -1) => void): void {
  useShortcuts({ next: () => onStep(1), previous: () => onStep(-1) });
}

/** A sign such as `?`, wherever the layout has it. */
export function useSignKey(signs: string, onKey: () => void): void {
  const [{ hasSingleKeys }] = usePreferences();
  const latest = useRef(onKey);
  useEffect(() => {
    latest.current = onKey;
  });
  useEffect(() => {
    if (!hasSingleKeys) return undefined;
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || !isFree(event.target)) return;
      if (event.key.length !== 1 || !signs.includes(event.key)) return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [signs, hasSingleKeys]);
}
