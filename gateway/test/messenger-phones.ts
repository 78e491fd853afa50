import { randomInt, randomUUID } from 'node:crypto';
import type { Channel } from '../contract/channel.ts';
import type { Message } from '../contract/message.ts';
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
import { textUpdate } from './telegram-updates.ts';
import { waitFor } from './wait-for.ts';

export const phoneKinds = ['telegram', 'whatsapp', 'sms', 'twilioWhatsapp'] as const;
export type PhoneKind = (typeof phoneKinds)[number];

/** Somebody's phone with one messenger: what they write goes over the wire, what arrives is what the provider was given. */
export type MessengerPhone = {
  channel: Channel;
  conversationId(): Promise<string>;
  /** Writes, and waits for the messages that come back, each with the text that the provider was given. */
  says(text: string): Promise<Message[]>;
  /** Everything that the provider was asked to send to this phone. */
  wire(): string;
};

export function openPhone(all: Messengers, kind: PhoneKind): MessengerPhone {
  const number = String(randomInt(1_000_000, 9_999_999));
  const channel = all.channels[kind];
  const send = senders[kind];
  const known: { id?: string; messages: number } = { messages: 0 };

  const conversationId = () =>
    waitFor(`a conversation on ${kind}`, async () => {
      known.id ??= (await conversationsOf(all.app, channel)).find(
        ({ id, lastMessage }) => lastMessage !== null && !seen.has(id),
      )?.id;
      if (known.id) seen.add(known.id);
      return known.id;
    });

  return {
    channel,
    conversationId,
    async says(text) {
      const response = await send(all, number, text);
      if (!response.ok) throw new Error(`The webhook answered ${response.status}`);
      const id = await conversationId();
      const thread = await waitFor(`an answer to "${text}"`, async () => {
        const now = await threadOf(all.app, id);
        const answers = now.slice(known.messages).filter(({ author }) => author === 'bot');
        return answers.length > 0 && answers.every(({ externalId }) => externalId) && now;
      });
      const answers = thread.slice(known.messages).filter(({ author }) => author === 'bot');
      known.messages = thread.length;
      return answers;
    },
    wire: () => wireOf(all, kind, number),
  };
}

/** Conversations that belong to a phone already. */
const seen = new Set<string>();

/** Telegram numbers its messages in order, and the thread follows it. */
const updates = { last: 1000 };

type Send = (all: Messengers, number: string, text: string) => Promise<Response>;
const senders: Record<PhoneKind, Send> = {
  telegram: (all, number, text) => {
    const id = (updates.last += 1);
    return postTelegram(
      all,
      textUpdate(text, { updateId: id, messageId: id, userId: Number(number) }),
    );
  },
  whatsapp: ({ graph, channels }, number, text) => {
    const id = `wamid.${randomUUID()}`;
    const from = `49151${number}`;
    return graph.deliver(
      channels.whatsapp.webhookUrl,
      inboundMessage(fakeGraphCredentials.phoneNumberId, { id, from, text }),
    );
  },
  sms: (all, number, text) => byTwilio(all, all.channels.sms, `+49151${number}`, text),
  twilioWhatsapp: (all, number, text) =>
    byTwilio(all, all.channels.twilioWhatsapp, `whatsapp:+49151${number}`, text),
};

function byTwilio(all: Messengers, channel: Channel, from: string, body: string) {
  return postTwilio(
    all,
    channel,
    twilioMessage(all, { sid: messageSid(randomUUID()), from, body }),
  );
}

function wireOf({ telegram, graph, twilio }: Messengers, kind: PhoneKind, number: string): string {
  const sent = {
    telegram: () => telegram.requests.map(({ fields }) => fields),
    whatsapp: () => graph.requests.map((request) => request),
    sms: () => twilio.requests.map(({ fields }) => fields),
    twilioWhatsapp: () => twilio.requests.map(({ fields }) => fields),
  }[kind]();
  const own = sent.map((one) => JSON.stringify(one)).filter((one) => one.includes(number));
  return own.join('\n');
}
