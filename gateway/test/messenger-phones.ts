import { randomInt, randomUUID } from 'node:crypto';
import type { Channel } from '../contract/channel.ts';
import type { Message } from '../contract/message.ts';
import { requestsTo } from './correspondents.ts';
import { fakeGraphCredentials, inboundMessage } from './fake-graph-payloads.ts';
import {
  conversationsOf,
  messageSid,
  postTelegram,
  postTwilio,
  threadOf,
  twilioMessage,
  type Messengers,
} from './messengers.ts';
import { tapsOffered, type Tap } from './messenger-taps.ts';
import { textUpdate } from './telegram-updates.ts';
import { waitFor } from './wait-for.ts';

export const phoneKinds = ['telegram', 'whatsapp', 'sms', 'twilioWhatsapp'] as const;
export type PhoneKind = (typeof phoneKinds)[number];

/** Somebody's phone with one messenger: what they write goes over the wire, what arrives is what the provider was given. */
export type MessengerPhone = {
  channel: Channel;
  /** How often they have written or tapped. */
  readonly sent: number;
  conversationId(): Promise<string>;
  /** Writes, and waits for nothing. */
  writes(text: string): Promise<void>;
  /** Writes, and waits for what the assistant answers, each message once the provider has it. */
  says(text: string): Promise<Message[]>;
  /** Taps what was offered last under an id that begins so; where nothing can be tapped, its number is written. */
  chooses(idStart: string): Promise<Message[]>;
  /** What the provider was asked to send to this phone, as text and all that goes with it. */
  wire(): string;
};

export function openPhone(all: Messengers, kind: PhoneKind): MessengerPhone {
  const number = String(randomInt(1_000_000, 9_999_999));
  const channel = all.channels[kind];
  const address = addressOf(kind, number);
  const known: { id?: string; messages: number; sent: number } = { messages: 0, sent: 0 };
  const requests = () => requestsTo(all, { line: kind, address });

  const conversationId = () =>
    waitFor(`a conversation on ${kind}`, async () => {
      known.id ??= (await conversationsOf(all.app, channel)).find(
        ({ id, lastMessage }) => lastMessage !== null && !seen.has(id),
      )?.id;
      if (known.id) seen.add(known.id);
      return known.id;
    });

  async function posts(response: Promise<Response>) {
    known.sent += 1;
    const { ok, status } = await response;
    if (!ok) throw new Error(`The webhook answered ${status}`);
    await conversationId();
  }

  async function answersTo(what: string): Promise<Message[]> {
    const id = await conversationId();
    const thread = await waitFor(`an answer to "${what}"`, async () => {
      const now = await threadOf(all.app, id);
      const answers = now.slice(known.messages).filter(({ author }) => author === 'bot');
      return answers.length > 0 && answers.every(({ externalId }) => externalId) && now;
    });
    const answers = thread.slice(known.messages).filter(({ author }) => author === 'bot');
    known.messages = thread.length;
    return answers;
  }

  const writes = (text: string) => posts(writers[kind](all, address, text));
  return {
    channel,
    get sent() {
      return known.sent;
    },
    conversationId,
    writes,
    async says(text) {
      await writes(text);
      return answersTo(text);
    },
    async chooses(idStart) {
      const tapped = tapsOffered(
        kind,
        requests().map(({ fields }) => fields),
      ).findLast(({ id }) => id.startsWith(idStart));
      const tap = tappers[kind];
      if (tap) {
        if (!tapped) throw new Error(`Nothing to tap begins with ${idStart}`);
        await posts(tap(all, address, tapped));
      } else await writes(await numberOf(all, await conversationId(), idStart));
      return answersTo(idStart);
    },
    wire: () =>
      requests()
        .map(({ text, fields }) => `${text ?? ''}\n${JSON.stringify(fields)}`)
        .join('\n'),
  };
}

/** Conversations that belong to a phone already. */
const seen = new Set<string>();

/** Telegram numbers its messages in order, and the thread follows it. */
const updates = { last: 1000 };

function addressOf(kind: PhoneKind, number: string): string {
  const digits = `49151${number}`;
  const addresses = {
    telegram: number,
    whatsapp: digits,
    sms: `+${digits}`,
    twilioWhatsapp: `whatsapp:+${digits}`,
  };
  return addresses[kind];
}

type Write = (all: Messengers, address: string, text: string) => Promise<Response>;
const writers: Record<PhoneKind, Write> = {
  telegram(all, address, text) {
    const id = (updates.last += 1);
    return postTelegram(
      all,
      textUpdate(text, { updateId: id, messageId: id, userId: Number(address) }),
    );
  },
  whatsapp: (all, from, text) => byGraph(all, { from, text }),
  sms: (all, from, text) => byTwilio(all, all.channels.sms, from, text),
  twilioWhatsapp: (all, from, text) => byTwilio(all, all.channels.twilioWhatsapp, from, text),
};

/** How a tap reaches us where there is something to tap. */
const tappers: Partial<
  Record<PhoneKind, (all: Messengers, address: string, tap: Tap) => Promise<Response>>
> = {
  telegram: (all, address, { id }) =>
    postTelegram(all, {
      update_id: (updates.last += 1),
      callback_query: {
        id: String(updates.last),
        from: { id: Number(address), is_bot: false, first_name: 'Test Person' },
        chat_instance: '1',
        data: id,
      },
    }),
  whatsapp: (all, from, { id, title, as }) =>
    byGraph(all, { from, type: 'interactive', interactive: { type: as, [as]: { id, title } } }),
};

function byGraph(
  { graph, channels }: Messengers,
  message: { from: string } & Record<string, unknown>,
) {
  const id = `wamid.${randomUUID()}`;
  const payload = inboundMessage(fakeGraphCredentials.phoneNumberId, { ...message, id });
  return graph.deliver(channels.whatsapp.webhookUrl, payload);
}

function byTwilio(all: Messengers, channel: Channel, from: string, body: string) {
  const sid = messageSid(randomUUID());
  return postTwilio(all, channel, twilioMessage(all, { sid, from, body }));
}

/** The number that an offer has in the newest question. */
async function numberOf({ app }: Messengers, conversationId: string, idStart: string) {
  const offered = (await threadOf(app, conversationId)).flatMap(({ payload }) => {
    const replies = (payload as { quickReplies?: { id: string }[] } | null)?.quickReplies;
    return replies ? [replies] : [];
  });
  const index = offered.at(-1)?.findIndex(({ id }) => id.startsWith(idStart)) ?? -1;
  if (index < 0) throw new Error(`Nothing that is offered begins with ${idStart}`);
  return String(index + 1);
}
