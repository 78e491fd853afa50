import { randomUUID } from 'node:crypto';
import type { Message } from '../contract/message.ts';
import { fakeGraphCredentials, graphErrorBody, inboundMessage } from './fake-graph-payloads.ts';
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

/** The ways on which a message leaves for a real provider. */
export const lines = ['telegram', 'sms', 'twilioWhatsapp', 'whatsapp'] as const;
export type Line = (typeof lines)[number];

/** Somebody who wrote on a line, and what the provider was asked to send them. */
export type Correspondent = {
  line: Line;
  /** As the provider names them: chat id, `+49…`, `whatsapp:+49…` or digits. */
  address: string;
  conversationId: string;
  /** What they wrote. */
  firstMessage: Message;
};

export type SeenRequest = { text: string | null; fields: Record<string, unknown>; at: Date };

let lastNumber = 1000;

/** A new person writes once; the conversation is there when this resolves. */
export async function addCorrespondent(all: Messengers, line: Line): Promise<Correspondent> {
  const number = ++lastNumber;
  const digits = `491511234${number}`;
  const address = {
    telegram: String(number),
    sms: `+${digits}`,
    twilioWhatsapp: `whatsapp:+${digits}`,
    whatsapp: digits,
  }[line];
  const greeting = `Guten Tag von ${number}`;
  const answer = await writeAs(all, { line, address }, greeting, number);
  if (answer.status !== 200) throw new Error(`The webhook answered ${answer.status}`);
  for (const { id } of await conversationsOf(all.app, all.channels[line])) {
    const [firstMessage] = await threadOf(all.app, id);
    if (firstMessage?.text === greeting) return { line, address, conversationId: id, firstMessage };
  }
  throw new Error('The message came and no conversation holds it');
}

export function writeAs(
  all: Messengers,
  { line, address }: Pick<Correspondent, 'line' | 'address'>,
  text: string,
  seed: number,
): Promise<Response> {
  if (line === 'telegram') {
    return postTelegram(
      all,
      textUpdate(text, { updateId: seed, messageId: seed, userId: Number(address) }),
    );
  }
  if (line === 'whatsapp') {
    const payload = inboundMessage(fakeGraphCredentials.phoneNumberId, {
      id: `wamid.in${seed}`,
      from: address,
      text,
    });
    return all.graph.deliver(all.channels.whatsapp.webhookUrl, payload);
  }
  const params = twilioMessage(all, { sid: messageSid(`in${seed}`), from: address, body: text });
  return postTwilio(all, all.channels[line], params);
}

export async function reply(
  all: Messengers,
  { conversationId }: Pick<Correspondent, 'conversationId'>,
  body: { text?: string; attachmentIds?: string[]; replyToId?: string },
): Promise<Message> {
  const path = `/api/conversations/${conversationId}/messages`;
  return all.app.api.ok<Message>('POST', path, { clientMessageId: randomUUID(), ...body });
}

/** Resolves to the message once its delivery says so. */
export function waitForStatus(
  all: Pick<Messengers, 'app'>,
  { id }: Pick<Message, 'id'>,
  status: NonNullable<Message['delivery']>['status'],
  timeoutMs?: number,
): Promise<Message> {
  let last: string | undefined;
  const ask = async () => {
    const message = await all.app.api.ok<Message>('GET', `/api/messages/${id}`);
    last = JSON.stringify(message.delivery);
    return message.delivery?.status === status && message;
  };
  return waitFor(`a delivery to be ${status}`, ask, timeoutMs).catch((error: unknown) => {
    throw new Error(`The delivery is ${last}`, { cause: error });
  });
}

/** Every request to send something to this person, refused ones too, in the order of their arrival. */
export function requestsTo(
  all: Messengers,
  { line, address }: Pick<Correspondent, 'line' | 'address'>,
): SeenRequest[] {
  if (line === 'telegram') {
    return all.telegram.requests
      .filter(
        ({ method, fields }) => method.startsWith('send') && String(fields['chat_id']) === address,
      )
      .map(({ fields, at }) => ({ text: textOf(fields['text'] ?? fields['caption']), fields, at }));
  }
  if (line === 'whatsapp') {
    return all.graph.requests
      .filter(({ endpoint, fields }) => endpoint === 'messages' && fields['to'] === address)
      .map(({ fields, at }) => ({
        text: textOf((fields['text'] as { body?: string } | undefined)?.body),
        fields,
        at,
      }));
  }
  return all.twilio.requests
    .filter(
      ({ method, path, fields }) =>
        method === 'POST' && path.endsWith('/Messages.json') && fields['To'] === address,
    )
    .map(({ fields, at }) => ({ text: textOf(fields['Body']), fields, at }));
}

/** What the provider answers to the next message, once. */
export const trouble = {
  /** 429, come back in a second. */
  throttle(all: Messengers, line: Line) {
    const headers = { 'retry-after': '1' };
    if (line === 'telegram')
      all.telegram.failNext({
        method: 'sendMessage',
        status: 429,
        body: telegramError(429, 'Too Many Requests: retry after 1', { retry_after: 1 }),
      });
    else if (line === 'whatsapp')
      all.graph.failNext({
        endpoint: 'messages',
        status: 429,
        headers,
        body: graphErrorBody(130429, 'Rate limit hit'),
      });
    else all.twilio.failNext({ method: 'POST', status: 429, code: 20429, headers });
  },
  /** A 500 that says nothing. */
  breakDown(all: Messengers, line: Line) {
    if (line === 'telegram')
      all.telegram.failNext({
        method: 'sendMessage',
        status: 500,
        body: '<html>Internal Server Error</html>',
      });
    else if (line === 'whatsapp')
      all.graph.failNext({
        endpoint: 'messages',
        status: 500,
        body: graphErrorBody(131000, 'Something went wrong'),
      });
    else all.twilio.failNext({ method: 'POST', status: 500 });
  },
  /** Takes the request and never answers. */
  hang(all: Messengers, line: Line) {
    if (line === 'telegram') all.telegram.failNext({ method: 'sendMessage', hang: true });
    else if (line === 'whatsapp') all.graph.failNext({ endpoint: 'messages', hang: true });
    else all.twilio.failNext({ method: 'POST', hang: true });
  },
};

export function telegramError(
  code: number,
  description: string,
  parameters?: Record<string, unknown>,
) {
  return { ok: false, error_code: code, description, ...(parameters && { parameters }) };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
