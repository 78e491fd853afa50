import { chatOf } from './normalise.ts';
import { textOf, type Fields } from './fields.ts';

/** A send whose call has begun: WhatsApp Web shows every message that left as an event, often before the call returns. */
export type Pending = {
  deliveryId: string;
  chatIds: string[];
  /** The types that the message may be shown with. */
  types: string[];
  text: string | null;
  /** Resolves with the external id once the message was seen leaving. */
  seen: PromiseWithResolvers<string>;
  /** The call has failed, and nobody knows whether the message left. */
  isUncertain: boolean;
};

/** What this connection has sent or tries to send, to tell our own echoes from messages written on the phone. */
export type Outgoing = {
  begin(send: Omit<Pending, 'seen' | 'isUncertain'>): Pending;
  /** Forgets a send of which it is certain whether it left. */
  settle(pending: Pending, externalId: string | null): void;
  doubt(pending: Pending): void;
  /** Takes the send that a message seen leaving belongs to. */
  claim(message: Fields, externalId: string): Pending | null;
  deliveryOf(externalId: string): string | null;
  /** Runs work when no call is open, at once if it can: until then a message seen leaving may be one of ours. */
  whenQuiet(work: () => void): void;
};

const maxUncertain = 100;
const maxSent = 2000;

export function createOutgoing(): Outgoing {
  const pending = new Set<Pending>();
  const sent = new Map<string, string>();
  const waiting = new Set<() => void>();

  function release(): void {
    if ([...pending].some(({ isUncertain }) => !isUncertain)) return;
    for (const work of waiting) work();
    waiting.clear();
  }

  function remember(externalId: string, deliveryId: string): void {
    sent.set(externalId, deliveryId);
    const [oldest] = sent.keys();
    if (sent.size > maxSent && oldest !== undefined) sent.delete(oldest);
  }

  return {
    begin(send) {
      const one = { ...send, seen: Promise.withResolvers<string>(), isUncertain: false };
      pending.add(one);
      return one;
    },
    settle(one, externalId) {
      pending.delete(one);
      if (externalId) remember(externalId, one.deliveryId);
      release();
    },
    doubt(one) {
      one.isUncertain = true;
      const uncertain = [...pending].filter(({ isUncertain }) => isUncertain);
      const [oldest] = uncertain;
      if (uncertain.length > maxUncertain && oldest) pending.delete(oldest);
      release();
    },
    claim(message, externalId) {
      const found = [...pending].find((one) => isSame(one, message));
      if (!found) return null;
      if (found.isUncertain) pending.delete(found);
      remember(externalId, found.deliveryId);
      found.seen.resolve(externalId);
      return found;
    },
    deliveryOf: (externalId) => sent.get(externalId) ?? null,
    whenQuiet(work) {
      waiting.add(work);
      release();
    },
  };
}

/** Whether a message can be the echo of a send: the same chat and type, and for a text the same words. */
export function isSame(
  { chatIds, types, text }: Pick<Pending, 'chatIds' | 'types' | 'text'>,
  message: Fields,
): boolean {
  const type = textOf(message['type']) ?? '';
  if (!types.includes(type) || !chatIds.includes(chatOf(message))) return false;
  // While a file is uploaded its body is a thumbnail, the caption comes later.
  return type !== 'chat' || message['body'] === text;
}
