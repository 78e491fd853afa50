import { createHash } from 'node:crypto';
import { signatureHeader, signSimulatorRequest } from '../../adapters/simulator/signature.ts';
import type { Channel } from '../contract/channel.ts';
import type { Conversation } from '../contract/conversation.ts';
import type { Message } from '../contract/message.ts';
import type { ApiClient } from './api-client.ts';
import { fakeGraphCredentials } from './fake-graph-payloads.ts';
import { startFakeGraph, type FakeGraph } from './fake-graph.ts';
import { fakeBotToken, startFakeTelegram, type FakeTelegram } from './fake-telegram.ts';
import { startFakeTwilio, type FakeTwilio } from './fake-twilio.ts';
import { postUpdate } from './telegram-updates.ts';
import type { Tuning } from '../start.ts';
import { startTestApp, type TestApp } from './test-app.ts';

export type Page<T> = { items: T[]; nextCursor: string | null };

export const telegramSecret = 'a-secret-for-tests';
export const simulatorSecret = 'a-simulator-secret-for-tests';
export const smsNumber = '+4915735980000';
export const whatsappNumber = 'whatsapp:+4915735980001';

/** The whole product with a stand-in for each provider, and a channel of each kind. */
export type Messengers = {
  app: TestApp;
  telegram: FakeTelegram;
  twilio: FakeTwilio;
  graph: FakeGraph;
  channels: Record<'telegram' | 'sms' | 'twilioWhatsapp' | 'whatsapp' | 'simulator', Channel>;
  stop(): Promise<void>;
};

export async function startMessengers(
  extra: Record<string, string> = {},
  tuning?: Tuning,
): Promise<Messengers> {
  const telegram = await startFakeTelegram();
  const twilio = await startFakeTwilio();
  const graph = await startFakeGraph();
  const roots = {
    TELEGRAM_API_ROOT: telegram.url,
    TWILIO_API_ROOT: twilio.url,
    WHATSAPP_API_ROOT: graph.url,
  };
  const app = await startTestApp({ ...roots, ...extra }, tuning);
  return {
    app,
    telegram,
    twilio,
    graph,
    channels: await createChannels(app.api, twilio),
    async stop() {
      await app.stop();
      await Promise.all([telegram.close(), twilio.close(), graph.close()]);
    },
  };
}

/** One channel of each kind, on the accounts that the stand-ins know. */
export async function createChannels(
  api: ApiClient,
  twilio: FakeTwilio,
): Promise<Messengers['channels']> {
  const create = (kind: string, name: string, credentials: Record<string, string>) =>
    api.ok<Channel>('POST', '/api/channels', { kind, name, credentials });
  const { accountSid, authToken } = twilio;
  return {
    telegram: await create('telegram', 'Bot', {
      botToken: fakeBotToken,
      webhookSecret: telegramSecret,
    }),
    sms: await create('twilio', 'SMS', { accountSid, authToken, from: smsNumber }),
    twilioWhatsapp: await create('twilio', 'WhatsApp by Twilio', {
      accountSid,
      authToken,
      from: whatsappNumber,
    }),
    whatsapp: await create('whatsapp-cloud', 'WhatsApp', fakeGraphCredentials),
    simulator: await create('simulator', 'Simulator', { secret: simulatorSecret }),
  };
}

export function postTelegram({ channels }: Messengers, update: unknown): Promise<Response> {
  return postUpdate(channels.telegram.webhookUrl, telegramSecret, update);
}

/** Signed for the public address, sent to `origin` when given. */
export function postTwilio(
  { twilio }: Messengers,
  channel: Channel,
  params: Record<string, string>,
  origin?: string,
): Promise<Response> {
  return twilio.post(channel.webhookUrl, params, origin);
}

export function postSimulator({ channels }: Messengers, events: unknown[]): Promise<Response> {
  const body = Buffer.from(JSON.stringify({ events }));
  return fetch(channels.simulator.webhookUrl, {
    method: 'POST',
    headers: { [signatureHeader]: signSimulatorRequest(simulatorSecret, body) },
    body,
  });
}

/** What Twilio posts for a message; `from` with the prefix `whatsapp:` makes it one of WhatsApp. */
export function twilioMessage(
  { twilio }: Messengers,
  {
    sid,
    from,
    body,
    ...more
  }: { sid: string; from: string; body: string } & Record<string, string>,
): Record<string, string> {
  const isWhatsapp = from.startsWith('whatsapp:');
  return {
    MessageSid: sid,
    SmsSid: sid,
    SmsMessageSid: sid,
    AccountSid: twilio.accountSid,
    From: from,
    To: isWhatsapp ? whatsappNumber : smsNumber,
    Body: body,
    NumMedia: '0',
    NumSegments: '1',
    SmsStatus: 'received',
    ApiVersion: '2010-04-01',
    ...(isWhatsapp && { WaId: from.replace('whatsapp:+', ''), ProfileName: 'Amina' }),
    ...more,
  };
}

/** A MessageSid of Twilio's form that is the same for the same seed. */
export function messageSid(seed: string, prefix: 'SM' | 'MM' = 'SM'): string {
  return prefix + createHash('md5').update(seed).digest('hex');
}

export async function conversationsOf(
  app: TestApp,
  channel: Channel,
  api = app.api,
): Promise<Conversation[]> {
  const path = `/api/conversations?status=all&limit=100&channelId=${channel.id}`;
  return (await api.ok<Page<Conversation>>('GET', path)).items;
}

export async function threadOf(
  app: TestApp,
  conversationId: string,
  api = app.api,
): Promise<Message[]> {
  const path = `/api/conversations/${conversationId}/messages?limit=100`;
  return (await api.ok<Page<Message>>('GET', path)).items;
}

/** The message of a channel that the provider calls so. */
export async function findMessage(
  app: TestApp,
  channel: Channel,
  externalId: string,
): Promise<Message | undefined> {
  const connected = await app.context.directory.byId(channel.id);
  const { rows } = await app.context.database.servicePool.query<{ id: string }>(
    'select id from message where channel_id = $1 and external_id_hash = $2',
    [channel.id, connected?.keys.lookup('external_id', externalId)],
  );
  return rows[0] && app.api.ok<Message>('GET', `/api/messages/${rows[0].id}`);
}

/** How many rows there are of everything that a webhook may store. */
export async function countStored({ context }: TestApp): Promise<Record<string, number>> {
  const tables = [
    'contact',
    'contact_address',
    'contact_alias',
    'conversation',
    'message',
    'message_version',
    'reaction',
    'attachment',
    'inbound_event',
    'parked_status',
    'delivery',
    'delivery_event',
  ];
  const counts = tables.map((table) => `(select count(*)::integer from ${table}) as ${table}`);
  const { rows } = await context.database.servicePool.query(`select ${counts.join(', ')}`);
  return rows[0];
}

/** The value of a counter, summed over the labels that are not given. */
export async function counterValue(
  { context }: TestApp,
  name: string,
  labels: Record<string, string>,
): Promise<number> {
  const metric = await context.metrics.registry.getSingleMetric(name)?.get();
  const matching = (metric?.values ?? []).filter((value) =>
    Object.entries(labels).every(([label, wanted]) => value.labels[label] === wanted),
  );
  return matching.reduce((sum, { value }) => sum + value, 0);
}
