export type ReplyWindow = { state: 'none' | 'open' | 'closing' | 'closed'; remainingMs: number };

const closingMs = 4 * 3_600_000;

/** How long we may still answer freely. `none`: the messenger has no such limit. */
export function replyWindowAt(until: string | null, now: Date): ReplyWindow {
  if (until === null) return { state: 'none', remainingMs: 0 };
  const remainingMs = new Date(until).getTime() - now.getTime();
  if (remainingMs <= 0) return { state: 'closed', remainingMs: 0 };
  return { state: remainingMs < closingMs ? 'closing' : 'open', remainingMs };
}
