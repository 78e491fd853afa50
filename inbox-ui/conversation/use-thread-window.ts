import { useCallback, useState } from 'react';
import type { Message } from '../../gateway/contract/message.ts';
import {
  follow,
  newestWindow,
  showAround,
  showNewer,
  showOlder,
  type ThreadWindow,
} from './thread-window.ts';

type Known = { firstId: string | undefined; count: number; window: ThreadWindow };

/** Which of the known messages are in the document. */
export function useThreadWindow(messages: readonly Message[]) {
  const count = messages.length;
  const firstId = messages[0]?.id;
  const [known, setKnown] = useState<Known>({ firstId, count, window: newestWindow(count) });
  const [isReadingNewest, setReadingNewest] = useState(true);

  let current = known;
  if (known.firstId !== firstId || known.count !== count) {
    current = { firstId, count, window: following(known, messages, isReadingNewest) };
    setKnown(current);
  }
  const { window } = current;
  const setWindow = useCallback(
    (change: (window: ThreadWindow, count: number) => ThreadWindow) =>
      setKnown((now) => {
        const next = change(now.window, now.count);
        return next.start === now.window.start && next.end === now.window.end
          ? now
          : { ...now, window: next };
      }),
    [],
  );

  return {
    window,
    isNewestShown: window.end >= count,
    setReadingNewest,
    older: useCallback(() => setWindow((now) => showOlder(now)), [setWindow]),
    newer: useCallback(() => setWindow((now, total) => showNewer(now, total)), [setWindow]),
    newest: useCallback(() => setWindow((_, total) => newestWindow(total)), [setWindow]),
    around: useCallback(
      (index: number) => setWindow((_, total) => showAround(index, total)),
      [setWindow],
    ),
  };
}

function following(
  known: Known,
  messages: readonly Message[],
  isReadingNewest: boolean,
): ThreadWindow {
  if (known.count === 0) return newestWindow(messages.length);
  const prepended = messages.findIndex((message) => message.id === known.firstId);
  if (prepended === -1) return newestWindow(messages.length);
  return follow(known.window, {
    prepended,
    countBefore: known.count,
    count: messages.length,
    isReadingNewest,
  });
}
