import type { BodyOf } from '../../gateway/contract/endpoint.ts';
import type { Attachment, sendReply } from '../../gateway/contract/message.ts';

export type TemplateChoice = NonNullable<BodyOf<typeof sendReply>['template']>;

/** A reply or note that the server has not confirmed yet. */
export type Pending = {
  clientMessageId: string;
  conversationId: string;
  /** Whose it is: nobody else who signs in here sends it. */
  counselorId: string;
  isNote: boolean;
  text: string;
  attachments: Attachment[];
  replyToId: string | null;
  /** Sent instead of the text, which then only shows its words. */
  template?: TemplateChoice | undefined;
  mentionIds?: string[] | undefined;
  /** The newest message that was on the screen when it was sent. */
  lastSeenMessageId: string | null;
  createdAt: string;
  /** Somebody has seen that there is news and sends it nevertheless. */
  isForced: boolean;
  state: 'waiting' | 'sending' | 'failed' | 'stale';
  /** Of one that waits: why it could not go yet. */
  problem: { code: string } | null;
};

type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem' | 'removeItem'>;
const storageKey = 'lotse.unsent';

/** What was written longer ago is not sent without asking: the world has moved on. */
const freshMs = 12 * 3_600_000;

/**
 * What is on its way, in the order it was written. It survives a reload of the page in this window and nothing else:
 * not its end, not signing out, no other browser. Sealing it would help nobody, because the key would lie beside it.
 * What was on its way goes on by itself afterwards; that is safe because the id stays the same.
 */
export function createOutbox(storage: Storage | null) {
  let items = restore(storage);
  const listeners = new Set<() => void>();

  function update(next: Pending[]): void {
    items = next;
    keep(storage, items);
    for (const listener of listeners) listener();
  }

  return {
    all: (): readonly Pending[] => items,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    find: (clientMessageId: string) =>
      items.find((item) => item.clientMessageId === clientMessageId),
    /**
     * The next one to send in a conversation: one at a time and in order. One that was refused holds nothing back; one
     * whose author has yet to look at the news holds back replies.
     */
    nextOf: (conversationId: string) => {
      const here = items.filter((item) => item.conversationId === conversationId);
      if (here.some(({ state }) => state === 'sending')) return undefined;
      const stale = here.findIndex(({ state }) => state === 'stale');
      return here.find(
        ({ state, isNote }, index) =>
          state === 'waiting' && (isNote || stale === -1 || index < stale),
      );
    },
    /** Conversations in which something waits. */
    waiting: () =>
      new Set(items.filter(({ state }) => state === 'waiting').map((item) => item.conversationId)),
    /** Forgets what somebody else left here; without somebody, everything. */
    keepOnly: (counselorId: string | null) => {
      if (items.some((item) => item.counselorId !== counselorId))
        update(items.filter((item) => item.counselorId === counselorId));
    },
    /** Somebody has seen the news: what waits behind is written in their knowledge as well. */
    hasSeen: (conversationId: string, lastSeenMessageId: string | null) =>
      update(
        items.map((item) =>
          item.conversationId === conversationId && item.state === 'waiting'
            ? { ...item, lastSeenMessageId }
            : item,
        ),
      ),
    add: (item: Pending) => update([...items, item]),
    change: (clientMessageId: string, part: Partial<Pending>) =>
      update(
        items.map((item) =>
          item.clientMessageId === clientMessageId ? { ...item, ...part } : item,
        ),
      ),
    remove: (clientMessageId: string) =>
      update(items.filter((item) => item.clientMessageId !== clientMessageId)),
    /**
     * Our own reply is no news for those that wait behind it: it was taken, so nothing had come before it. A note is
     * taken whatever has come.
     */
    advance: (sent: Pending, messageId: string) => {
      if (sent.isNote) return;
      update(
        items.map((item) =>
          item.conversationId === sent.conversationId &&
          item.lastSeenMessageId === sent.lastSeenMessageId
            ? { ...item, lastSeenMessageId: messageId }
            : item,
        ),
      );
    },
  };
}

function restore(storage: Storage | null): Pending[] {
  try {
    const stored = JSON.parse(storage?.getItem(storageKey) ?? '[]') as Pending[];
    return stored.map((item) => {
      if (item.state === 'stale' || item.state === 'failed') return item;
      const isFresh = Date.now() - Date.parse(item.createdAt) < freshMs;
      return { ...item, state: isFresh ? 'waiting' : 'failed', problem: { code: 'network' } };
    });
  } catch {
    return [];
  }
}

function keep(storage: Storage | null, items: Pending[]): void {
  try {
    if (items.length === 0) storage?.removeItem(storageKey);
    else storage?.setItem(storageKey, JSON.stringify(items));
  } catch {
    // Storage is full or blocked: it is kept as long as the page is open.
  }
}
