import { objectOf, textOf, widOf } from './fields.ts';

/**
 * What messages are called outside, and which of them have been handed over.
 *
 * The external id is `id._serialized` (`false_<chat>_<id>`) as it was first seen: the chat in it may change between number
 * and `@lid` while the message's own id stays.
 */
export type KnownMessages = {
  /** Null for what carries no id. */
  nameOf(id: unknown): string | null;
  isStored(externalId: string): boolean;
  setStored(externalId: string): void;
};

const maxKnown = 5000;

export function createKnownMessages(): KnownMessages {
  const names = new Map<string, string>();
  const stored = new Set<string>();
  return {
    nameOf(id) {
      const key = keyOf(id);
      if (!key) return null;
      const name = names.get(key.own) ?? key.serialized;
      if (!names.has(key.own)) {
        names.set(key.own, name);
        dropOldest(names);
      }
      return name;
    },
    isStored: (externalId) => stored.has(externalId),
    setStored(externalId) {
      stored.add(externalId);
      dropOldest(stored);
    },
  };
}

/** The parts of a message's id; null when it is none. */
export function keyOf(id: unknown): { own: string; serialized: string } | null {
  const fields = objectOf(id);
  const own = textOf(fields?.['id']);
  const written = textOf(fields?.['_serialized']);
  if (!fields || (!own && !written)) return null;
  const fromMe = fields['fromMe'] === true;
  const serialized = written ?? `${fromMe}_${widOf(fields['remote']) ?? ''}_${own}`;
  return { own: `${fromMe}_${own ?? written}`, serialized };
}

/** The same message as its chat's other names would write it. */
export function namesIn(externalId: string, chatIds: string[]): string[] {
  const match = /^(true|false)_[^_]+_(.+)$/.exec(externalId);
  if (!match) return [externalId];
  const others = chatIds.map((chatId) => `${match[1]}_${chatId}_${match[2]}`);
  return [...new Set([externalId, ...others])];
}

function dropOldest(collection: Map<string, string> | Set<string>): void {
  const [oldest] = collection.keys();
  if (collection.size > maxKnown && oldest !== undefined) collection.delete(oldest);
}
