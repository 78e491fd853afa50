import type { Sender } from '../adapter.ts';
import type { WebClient } from './library.ts';
import { within } from './within.ts';

/**
 * Who is who: WhatsApp knows a person by number (`@c.us`) or by a number of its own that hides it (`@lid`), and may
 * change from one to the other in the middle of a chat.
 */
export type Addresses = {
  /** Finds out once which number is behind a `@lid`. Each such question raises the risk of a ban, so the answer is kept. */
  learn(wid: string): Promise<void>;
  /** Null for what is no person: groups, statuses, channels, WhatsApp itself. */
  senderOf(wid: string, displayName?: string | null): Sender | null;
  /** Every id that WhatsApp may know the chat with this address by. */
  chatIdsOf(urn: string): string[];
  /** Numbers by `@lid`, to be remembered beyond this run. */
  numbers(): Record<string, string>;
  /** The chat through which an address was last heard or found, or null. */
  chatOf(urn: string): string | null;
  setChat(urn: string, chatId: string): void;
  forgetChat(urn: string): void;
};

const maxChats = 5000;
const learnTimeoutMs = 5000;

/** `remembered` are numbers by `@lid` from earlier runs. */
export function createAddresses(
  client: Pick<WebClient, 'getContactLidAndPhone'>,
  remembered: Record<string, string> = {},
): Addresses {
  const numberByLid = new Map(Object.entries(remembered));
  const lidByNumber = new Map([...numberByLid].map(([lid, number]) => [number, lid]));
  const asked = new Map<string, Promise<void>>();
  const chats = new Map<string, string>();

  async function ask(lid: string): Promise<void> {
    const question = client.getContactLidAndPhone([`${lid}@lid`]);
    const [answer] = await within(question, AbortSignal.timeout(learnTimeoutMs)).catch(() => []);
    const number = personOf(answer?.pn ?? '');
    if (number?.server !== 'c.us') return;
    numberByLid.set(lid, number.user);
    lidByNumber.set(number.user, lid);
  }

  /** Number first, because that is what people know each other by. */
  function namesOf(wid: string): { urn: string; aliases: string[] } | null {
    const person = personOf(wid);
    if (!person) return null;
    const number = person.server === 'c.us' ? person.user : numberByLid.get(person.user);
    const lid = person.server === 'lid' ? person.user : lidByNumber.get(person.user);
    const names = [number && `whatsapp:${number}`, lid && `whatsapp:${lid}@lid`];
    const [urn, ...aliases] = names.filter((name) => typeof name === 'string' && name !== '');
    return urn ? { urn, aliases: aliases as string[] } : null;
  }

  return {
    async learn(wid) {
      const person = personOf(wid);
      if (person?.server !== 'lid' || numberByLid.has(person.user)) return;
      const question = asked.get(person.user) ?? ask(person.user);
      asked.set(person.user, question);
      await question;
    },
    senderOf(wid, displayName) {
      const names = namesOf(wid);
      if (!names) return null;
      const { urn, aliases } = names;
      return {
        urn,
        ...(aliases.length > 0 && { aliases }),
        messenger: 'whatsapp',
        ...(displayName && { displayName }),
      };
    },
    chatIdsOf(urn) {
      const wid = widOfUrn(urn);
      const names = wid ? namesOf(wid) : null;
      if (!names) return [];
      const wids = [names.urn, ...names.aliases].map(widOfUrn);
      return [...new Set([chats.get(urn), ...wids])].filter((id) => typeof id === 'string');
    },
    numbers: () => Object.fromEntries(numberByLid),
    chatOf: (urn) => chats.get(urn) ?? null,
    setChat(urn, chatId) {
      chats.delete(urn);
      chats.set(urn, chatId);
      const [oldest] = chats.keys();
      if (chats.size > maxChats && oldest !== undefined) chats.delete(oldest);
    },
    forgetChat: (urn) => void chats.delete(urn),
  };
}

/** WhatsApp's id for an address, or null when it is none of WhatsApp Web (a business-scoped user id). */
export function widOfUrn(urn: string): string | null {
  const match = /^whatsapp:(\d{5,20})(@lid)?$/.exec(urn);
  return match ? `${match[1]}${match[2] ?? '@c.us'}` : null;
}

/** The person behind an id; `:<device>` in it names one of their devices. `0@c.us` is WhatsApp itself. */
export function personOf(wid: string): { user: string; server: 'c.us' | 'lid' } | null {
  const match = /^([1-9]\d{4,19})(?::\d+)?@(c\.us|s\.whatsapp\.net|lid)$/.exec(wid);
  const user = match?.[1];
  return user === undefined ? null : { user, server: match?.[2] === 'lid' ? 'lid' : 'c.us' };
}
