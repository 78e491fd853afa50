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

type Known = { messages: readonly Message[]; window: ThreadWindow };

/** Which of the known messages are in the document. */
export function useThreadWindow(messages: readonly Message[]) {
  const count = messages.length;
  const [known, setKnown] = useState<Known>({ messages, window: newestWindow(count) });
  const [isReadingNewest, setReadingNewest] = useState(true);

  let current = known;
  if (known.messages !== messages) {
    current = { messages, window: following(known, messages, isReadingNewest) };
    setKnown(current);
  }
  const { window } = current;
  const setWindow = useCallback(
    (change: (window: ThreadWindow, count: number) => ThreadWindow) =>
      setKnown((now) => {
        const next = change(now.window, now.messages.length);
        return next.start === now.window.start && next.end === now.window.end
          ? now
          : { ...now, window: next };
      }),
    [],
  );

  return {
    window,
    isEndShown: window.end >= count,
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
  const prepended = countPrepended(known.messages, messages);
  if (prepended === null) return newestWindow(messages.length);
  return follow(known.window, {
    prepended,
    countBefore: known.messages.length,
    count: messages.length,
    isReadingNewest,
  });
}

/** Fewer than none when the oldest were let go; null when the two have nothing in common. */
function countPrepended(before: readonly Message[], after: readonly Message[]): number | null {
  const added = after.findIndex(({ id }) => id === before[0]?.id);
  if (added !== -1) return added;
  const dropped = before.findIndex(({ id }) => id === after[0]?.id);
  return dropped === -1 ? null : -dropped;
}
