import type { BodyOf } from '../../gateway/contract/endpoint.ts';
import type { Attachment, sendReply } from '../../gateway/contract/message.ts';

export type TemplateChoice = NonNullable<BodyOf<typeof sendReply>['template']>;

/** A reply or note that the server has not confirmed yet. */
export type Pending = {
  clientMessageId: string;
  conversationId: string;
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
  problem: { code: string } | null;
};

type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem' | 'removeItem'>;
const storageKey = 'lotse.unsent';

/**
 * What is on its way, in the order it was written. It survives a reload of the page in this window and nothing
 * else; what was on its way then counts as failed, and trying again is safe because the id stays the same.
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
    /** The next one to send in a conversation: one at a time, nothing behind a failed reply is held back. */
    nextOf: (conversationId: string) => {
      const here = items.filter((item) => item.conversationId === conversationId);
      return here.some(({ state }) => state === 'sending')
        ? undefined
        : here.find(({ state }) => state === 'waiting');
    },
    add: (item: Pending) => update([...items, item]),
    change: (clientMessageId: string, part: Partial<Pending>) =>
      update(
        items.map((item) =>
          item.clientMessageId === clientMessageId ? { ...item, ...part } : item,
        ),
      ),
    remove: (clientMessageId: string) =>
      update(items.filter((item) => item.clientMessageId !== clientMessageId)),
    /** Our own message is no news for those that wait behind it. */
    advance: (sent: Pending, messageId: string) =>
      update(
        items.map((item) =>
          item.conversationId === sent.conversationId &&
          item.lastSeenMessageId === sent.lastSeenMessageId
            ? { ...item, lastSeenMessageId: messageId }
            : item,
        ),
      ),
  };
}

function restore(storage: Storage | null): Pending[] {
  try {
    const stored = JSON.parse(storage?.getItem(storageKey) ?? '[]') as Pending[];
    return stored.map((item) =>
      item.state === 'stale'
        ? item
        : { ...item, state: 'failed', problem: item.problem ?? { code: 'network' } },
    );
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
