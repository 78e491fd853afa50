import type { RealtimeEvent } from '../gateway/contract/events.ts';
import { keys } from './query-client.ts';

type Key = readonly unknown[];

/** What an event makes stale. Undefined means everything. */
export function staleKeys(event: RealtimeEvent): Key[] | undefined {
  const { conversationId, channelId, contactId } = event;
  const lists: Key[] = [keys.conversations(), keys.counts];
  const conversation: Key[] = conversationId ? [keys.conversation(conversationId)] : [];
  const messages: Key[] = conversationId ? [keys.messages(conversationId)] : [];
  const standing: Key[] = conversationId ? [keys.standing(conversationId)] : [];
  const activities: Key[] = conversationId ? [keys.activities(conversationId)] : [];
  switch (event.type) {
    case 'message.received':
    case 'message.created':
      return [...messages, ...activities, ...standing, ...conversation, ...lists, ['phone']];
    case 'message.updated':
      return [...messages, ...conversation, ...lists, ['phone']];
    case 'conversation.created':
    case 'conversation.updated':
      return [...activities, ...standing, ...conversation, ...lists];
    case 'channel.updated':
      return [keys.channels, ...(channelId ? [keys.channel(channelId)] : [])];
    case 'contact.updated':
      return [
        ...(contactId ? [keys.contact(contactId)] : []),
        ['activities'],
        ...conversation,
        keys.conversations(),
      ];
    case 'label.updated':
      return [keys.labels, ['activities'], ['conversation'], keys.conversations()];
    case 'draft.created':
    case 'draft.removed':
      return [keys.draft(conversationId ?? ''), keys.drafts];
    case 'draft.updated':
      return [keys.draft(conversationId ?? '')];
    case 'saved_reply.updated':
      return [keys.savedReplies];
    case 'view.updated':
      return [keys.views, keys.counts];
    case 'reset':
      return undefined;
  }
}

/**
 * How often a key is read again while events keep coming. Whoever reads a thread sees each message as it comes; the
 * counts change with every message to anybody, and nobody reads them that fast.
 */
export function intervalMsOf([kind]: Key): number {
  if (kind === 'messages') return 40;
  return kind === keys.counts[0] ? 2000 : 250;
}

/**
 * Refetches a key at once, and while events keep coming at most once per interval and never
 * before the previous refetch has ended, so that a slow answer isn't canceled again and again.
 */
export function createInvalidator(
  invalidate: (key: Key) => Promise<unknown>,
  intervalOf: (key: Key) => number = intervalMsOf,
): (key: Key) => void {
  const running = new Map<string, { isDirty: boolean }>();

  async function run(key: Key, hash: string) {
    const turn = { isDirty: false };
    running.set(hash, turn);
    await Promise.all([invalidate(key).catch(() => undefined), pause(intervalOf(key))]);
    if (turn.isDirty) {
      await run(key, hash);
      return;
    }
    running.delete(hash);
  }

  return (key) => {
    const hash = JSON.stringify(key);
    const turn = running.get(hash);
    if (turn) {
      turn.isDirty = true;
      return;
    }
    void run(key, hash);
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
