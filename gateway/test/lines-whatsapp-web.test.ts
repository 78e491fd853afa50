import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Adapter } from '../../adapters/adapter.ts';
import { adapters } from '../../adapters/index.ts';
import {
  createFakeClient,
  messageData,
  messageOf,
  openedClient,
  type FakeClient,
} from '../../adapters/whatsapp-web/fake-client.ts';
import { listen } from '../../adapters/whatsapp-web/listen.ts';
import type { Machinery } from '../../adapters/whatsapp-web/machinery.ts';
import type { Channel } from '../contract/channel.ts';
import type { Pairing } from '../contract/pairing.ts';
import { conversationsOf, threadOf } from './messengers.ts';
import { reply } from './phone.ts';
import { startTestApp, type TestApp } from './test-app.ts';
import { waitFor } from './wait-for.ts';

const kind = 'whatsapp-web';
const anna = '4915112345678@c.us';
const minuteMs = 60_000;

/** The gateway and the adapter as they are; in place of the browser a client that follows the documented events. */
describe('WhatsApp Web in the gateway', () => {
  const real = adapters[kind] as Adapter;
  const clients: FakeClient[] = [];
  /** What the phone knows: every client reads the same chats. */
  const history: ReturnType<typeof said>[] = [];
  let app: TestApp;
  let channel: Channel;
  /** How far the adapter's clock is behind. */
  let behindMs = 10 * minuteMs;

  const timing: Machinery['timing'] = {
    startSilenceMs: 20_000,
    checkMs: 20_000,
    deadMs: 20_000,
    answerMs: 1000,
    firstSaveMs: 20_000,
    saveMs: 20_000,
    decryptGraceMs: 10_000,
    echoGraceMs: 10,
    closeGraceMs: 100,
    drainMs: 200,
    retryMs: [10, 50],
  };

  beforeAll(async () => {
    adapters[kind] = {
      ...real,
      spacing: { minMs: 10, maxMs: 20 },
      listen: (credentials, line) =>
        listen(credentials as object, line, {
          findBrowser: () => '/usr/bin/chromium',
          now: () => new Date(Date.now() - behindMs),
          timing,
          async openClient(options) {
            const profile = join(options.profileFolder, 'Default/IndexedDB/web');
            await mkdir(profile, { recursive: true });
            await writeFile(join(profile, '000003.log'), 'keys');
            const client = createFakeClient();
            clients.push(client);
            return openedClient(client).open(options);
          },
        }),
    };
    const lines = { everyMs: 300, minBackoffMs: 500, maxBackoffMs: 1000 };
    app = await startTestApp({}, { sendTimeoutMs: 5000, lines });
    channel = await app.api.ok<Channel>('POST', '/api/channels', {
      kind,
      name: 'WhatsApp',
      acceptedRisk: true,
    });
  });
  afterAll(async () => {
    await app?.stop();
    adapters[kind] = real;
  });

  const post = (path: string, body?: unknown) =>
    app.api.ok<Pairing>('POST', `/api/channels/${channel.id}/${path}`, body);
  const becomes = (state: Pairing['state']) =>
    waitFor(`the line to be ${state}`, async () => {
      const now = await app.api.ok<Pairing>('GET', `/api/channels/${channel.id}/pairing`);
      return now.state === state && now;
    });
  const texts = async () => {
    const [conversation] = await conversationsOf(app, channel);
    return conversation ? (await threadOf(app, conversation.id)).map(({ text }) => text) : [];
  };
  const shows = (wanted: string[]) =>
    waitFor(wanted.join(), async () => (await texts()).length >= wanted.length);
  const client = () => clients.at(-1) as FakeClient;
  /** A client that was just opened and is told what the phone knows. */
  const connect = async (count: number) => {
    await waitFor('a client', () => clients.length === count && client().callsOf('initialize')[0]);
    client().chats.push({
      id: { user: '4915112345678', server: 'c.us', _serialized: anna },
      isGroup: false,
      unreadCount: 0,
      timestamp: Number(history.at(-1)?.['timestamp'] ?? 0),
      messages: history,
    });
    client().emit('authenticated');
    client().emit('ready');
    await becomes('connected');
  };

  function said(id: string, at: Date) {
    return messageOf(messageData(id, anna, { t: Math.floor(at.getTime() / 1000), body: id }));
  }

  it('WWI01 WWI03 is paired by QR code; what comes is one message, what is answered leaves once', async () => {
    await post('pair', { method: 'qr' });
    await waitFor('a client', () => clients[0]?.callsOf('initialize')[0]);
    client().emit('qr', '2@abc,def');
    expect(await becomes('pairing')).toMatchObject({ qr: '2@abc,def' });
    await connect(1);
    expect(await app.api.ok('GET', `/api/channels/${channel.id}`)).toMatchObject({
      status: 'active',
      label: '+4930901820',
    });

    const greeting = said('Guten Tag', new Date(Date.now() - behindMs));
    history.push(greeting);
    client().emit('message', greeting);
    client().emit('message_create', greeting);
    await shows(['Guten Tag']);
    const [conversation] = await conversationsOf(app, channel);
    expect(conversation?.messenger).toBe('whatsapp');
    const { status, body } = await reply(app.api, conversation?.id ?? '', { text: 'Willkommen' });
    expect(status).toBe(201);
    await waitFor('the answer to leave', async () => {
      const { delivery } = await app.api.ok<typeof body>('GET', `/api/messages/${body.id}`);
      return ['accepted', 'sent'].includes(delivery?.status ?? '');
    });
    expect(client().callsOf('sendMessage')).toMatchObject([[anna, 'Willkommen', {}]]);
    expect(await texts()).toEqual(['Guten Tag', 'Willkommen']);
  });

  it('WWI10 WWI12 the browser is gone for ten minutes: a new one fills the gap from the history, without duplicates', async () => {
    client().emit('disconnected', 'NAVIGATION');
    await waitFor('the pairing to be saved', async () => (await becomes('lost')).hasSession);
    // That was ten minutes ago; of what was said since, the page of the new browser knows all.
    behindMs = 0;
    await app.context.database.servicePool.query(
      `update channel set last_received_at = now() - interval '10 minutes' where id = $1`,
      [channel.id],
    );
    for (const ago of [8, 4, 2])
      history.push(said(`vor ${ago} Minuten`, new Date(Date.now() - ago * minuteMs)));
    await connect(2);
    await shows(['Guten Tag', 'Willkommen', 'a', 'b', 'c']);
    expect((await texts()).toSorted()).toEqual([
      'Guten Tag',
      'Willkommen',
      'vor 2 Minuten',
      'vor 4 Minuten',
      'vor 8 Minuten',
    ]);
  });

  it('WWI11 logged out on the phone: the channel is down, its pairing forgotten, no further browser is started', async () => {
    client().emit('disconnected', 'LOGOUT');
    expect(await becomes('ended')).toMatchObject({ problemCode: 'logged_out', reason: 'logout' });
    const ended = await waitFor('the session to go', async () => {
      const now = await becomes('ended');
      return !now.hasSession && now;
    });
    expect(ended.retryAt).toBeNull();
    expect(await app.api.ok('GET', `/api/channels/${channel.id}`)).toMatchObject({
      status: 'credentials_failed',
      problemCode: 'logged_out',
    });
    await post('verify');
    expect((await becomes('ended')).reason).toBe('logout');
    expect(clients).toHaveLength(2);
    expect(client().callsOf('destroy')).toHaveLength(1);
  });
});
