import type { InboundEvent } from '../adapter.ts';
import type { Hearing } from './hearing.ts';
import { missedMessages, type Gap } from './history.ts';
import type { Inbox } from './inbox.ts';
import type { WebClient } from './library.ts';
import { within } from './within.ts';

/** Looks whether the connection stands, and reads from the history what it missed while it did not. */
export type CatchUp = {
  /** Reads a gap; from the second time on, the gap since the connection was last known to stand. */
  read(gap: Gap): void;
  check(): Promise<void>;
  /** When the connection was last known to stand; null while a part of the history is still to be read. */
  wholeUntil(): Date | null;
};

type Dependencies = {
  client: Pick<WebClient, 'getChats' | 'getState'>;
  hearing: Pick<Hearing, 'readHistory'>;
  inbox: Inbox;
  now: () => Date;
  deadMs: number;
  answerMs: number;
  onDead: () => void;
};

/** A chat that can never be read must not make us read all others for ever. */
const maxTries = 3;

export function catchUp(dependencies: Dependencies): CatchUp {
  const { client, hearing, inbox, now, deadMs, answerMs, onDead } = dependencies;
  let stoodAt: Date | null = null;
  let isAway = false;
  let unread: Gap | null = null;
  let tries = 0;
  let hasGivenUp = false;

  function read(gap: Gap): void {
    unread = stoodAt ? { ...gap, since: stoodAt } : gap;
    stoodAt ??= now();
    tries = 0;
    inbox.take(readUnread);
  }

  /** What has come live meanwhile is not reported twice. */
  async function readUnread(): Promise<InboundEvent[]> {
    const gap = unread;
    if (!gap) return [];
    unread = null;
    tries += 1;
    const events: InboundEvent[] = [];
    try {
      for await (const messages of missedMessages(client, gap)) {
        if (messages === 'chat_unreadable') {
          events.push({ type: 'ignored', reason: messages });
          keep(gap);
        } else events.push(...(await hearing.readHistory(messages)));
      }
    } catch {
      keep(gap);
      events.push({
        type: 'channel.reported',
        providerCode: 'history_unreadable',
        reason:
          'The chat history could not be read; messages of the last interruption may be missing.',
        at: now(),
        raw: null,
      });
    }
    return events;
  }

  function keep(gap: Gap): void {
    if (tries < maxTries) unread = gap;
    else hasGivenUp = true;
  }

  return {
    read,
    wholeUntil: () => (unread || hasGivenUp ? null : stoodAt),
    async check() {
      const state = await within(client.getState(), AbortSignal.timeout(answerMs)).catch(
        () => null,
      );
      if (state !== 'CONNECTED') {
        isAway = true;
        if (stoodAt && now().getTime() - stoodAt.getTime() > deadMs) onDead();
        return;
      }
      if (isAway && stoodAt) unread ??= { since: stoodAt, floor: new Date(0) };
      isAway = false;
      stoodAt = now();
      if (unread) inbox.take(readUnread);
    },
  };
}
