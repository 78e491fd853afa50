/** The stretch of the known messages that is in the document: from `start` up to, not including, `end`. */
export type ThreadWindow = { start: number; end: number };

/** So many stay in the document, so that the browser's own search and screen readers reach them. */
export const maxInDocument = 300;
export const windowStep = 50;

export function newestWindow(count: number): ThreadWindow {
  return { start: Math.max(0, count - maxInDocument), end: count };
}

/** Shows older ones; what is too much at the newer end leaves, below what is being read. */
export function showOlder(window: ThreadWindow): ThreadWindow {
  const start = Math.max(0, window.start - windowStep);
  return { start, end: Math.min(window.end, start + maxInDocument) };
}

export function showNewer(window: ThreadWindow, count: number): ThreadWindow {
  const end = Math.min(count, window.end + windowStep);
  return { start: Math.max(window.start, end - maxInDocument), end };
}

export function showAround(index: number, count: number): ThreadWindow {
  const start = Math.max(0, Math.min(index - maxInDocument / 2, count - maxInDocument));
  return { start, end: Math.min(count, start + maxInDocument) };
}

/**
 * Follows a change of the list: `prepended` older ones were put before (fewer than none: so many were let go there),
 * `count` is the new length. A window at the newest end stays there; any other keeps showing what it shows.
 */
export function follow(
  window: ThreadWindow,
  change: { prepended: number; countBefore: number; count: number; isReadingNewest: boolean },
): ThreadWindow {
  const { prepended, countBefore, count, isReadingNewest } = change;
  const wasAtEnd = window.end === countBefore;
  if (wasAtEnd && isReadingNewest) {
    const start = prepended > 0 ? 0 : window.start;
    return { start: Math.max(start, count - maxInDocument), end: count };
  }
  const start =
    prepended > 0 && window.start === 0
      ? Math.max(0, prepended - windowStep)
      : Math.max(0, window.start + prepended);
  const end = wasAtEnd ? count : window.end + prepended;
  return { start, end: Math.min(end, start + maxInDocument, count) };
}
