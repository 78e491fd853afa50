import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signatureHeader, signSimulatorRequest } from '../../adapters/simulator/signature.ts';
import type { Channel } from '../contract/channel.ts';
import type { IncomingMessage } from '../intake/receive-messages.ts';
import { signIn, type ApiClient } from './api-client.ts';
import { asOwner } from './as-owner.ts';
import { fakeGraphCredentials, inboundMessage } from './fake-graph-payloads.ts';
import {
  conversationsOf,
  countStored,
  messageSid,
  postTelegram,
  postTwilio,
  startMessengers,
  threadOf,
  twilioMessage,
  type Messengers,
} from './messengers.ts';
import { textUpdate } from './telegram-updates.ts';

type Sending = { externalId: string; send: () => Promise<Response> };

describe('many at once, and none', () => {
  let all: Messengers;
  let apiOfB: ApiClient;
  const simulators: { channel: Channel; secret: string; api: ApiClient }[] = [];

  beforeAll(async () => {
    all = await startMessengers();
    const admin = { email: 'b@example.org', password: 'another long password' };
    await all.app.api.ok('POST', '/api/organizations', { name: 'B', admin });
    apiOfB = await signIn(all.app.url, admin.email, admin.password);
    for (const [index, api] of [all.app.api, apiOfB].entries()) {
      const secret = `the secret of simulator ${index}`;
      const given = { kind: 'simulator', name: `Simulator ${index}`, credentials: { secret } };
      simulators.push({
        channel: await api.ok<Channel>('POST', '/api/channels', given),
        secret,
        api,
      });
    }
  });
  afterAll(() => all?.stop());

  function simulated(index: number, person: number, number: number): Sending {
    const { channel, secret } = simulators[index] ?? {
      channel: all.channels.simulator,
      secret: '',
    };
    const externalId = `s${index}-${person}-${number}`;
    // A tenth comes ten minutes late.
    const at = new Date(Date.now() - (number % 10 === 9 ? 600_000 : 0) + number).toISOString();
    const event = {
      type: 'message',
      id: externalId,
      phone: { id: `person-${person}`, name: `P${person}` },
      text: externalId,
      at,
    };
    const body = Buffer.from(JSON.stringify({ events: [event] }));
    const headers = { [signatureHeader]: signSimulatorRequest(secret, body) };
    return { externalId, send: () => fetch(channel.webhookUrl, { method: 'POST', headers, body }) };
  }
  function overTelegram(person: number, number: number): Sending {
    const userId = 9_000_000_000 + person;
    const update = textUpdate(`t-${person}-${number}`, {
      updateId: number,
      messageId: number + 1,
      userId,
    });
    return { externalId: `${userId}:${number + 1}`, send: () => postTelegram(all, update) };
  }

  it('two hundred messages over three channels of two organizations, some twice: rows, counts and list fields agree', async () => {
    const sendings: Sending[] = [];
    for (let number = 0; number < 17; number++) {
      for (let person = 0; person < 4; person++) {
        sendings.push(
          simulated(0, person, number),
          simulated(1, person, number),
          overTelegram(person, number),
        );
      }
    }
    expect(sendings.length).toBeGreaterThanOrEqual(200);
    const duplicates = sendings.filter((_, index) => index % 7 === 0);
    const shuffled = [...sendings, ...duplicates]
      .map((sending) => ({ sending, key: randomInt(1_000_000) }))
      .toSorted((one, other) => one.key - other.key)
      .map(({ sending }) => sending);
    const answers = await Promise.all(shuffled.map(({ send }) => send()));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));

    for (const { channel, api } of [
      ...simulators,
      { channel: all.channels.telegram, api: all.app.api },
    ]) {
      const conversations = await conversationsOf(all.app, channel, api);
      expect(conversations).toHaveLength(4);
      for (const conversation of conversations) {
        const thread = await threadOf(all.app, conversation.id, api);
        expect(new Set(thread.map(({ externalId }) => externalId)).size).toBe(17);
        expect(thread).toHaveLength(17);
        const last = thread.at(-1);
        expect(conversation).toMatchObject({
          unreadCount: 17,
          status: 'open',
          lastMessage: { id: last?.id, kind: 'text', preview: last?.text, direction: 'inbound' },
        });
        const received = thread.map(({ receivedAt }) => receivedAt).toSorted();
        expect(received).toContain(conversation.waitingSince);
      }
    }
    const inOrder = await threadOf(
      all.app,
      (await conversationsOf(all.app, all.channels.telegram))[0]?.id ?? '',
    );
    const numbers = inOrder.map(({ externalId }) => Number(externalId?.split(':')[1]));
    expect(numbers).toEqual(numbers.toSorted((one, other) => one - other));
    await expectConsistent();
  });

  /** What the list shows is what the thread says, for every conversation. */
  async function expectConsistent(): Promise<void> {
    await asOwner(all.app.database, async (client) => {
      const { rows } = await client.query(`
        select c.id from conversation c
          cross join lateral (
            select count(*) as n, count(distinct seq) as seqs, max(seq) as seq, max(provider_order) as provider_order
            from message m where m.conversation_id = c.id) as t
          cross join lateral (
            select m.id, m.order_at, m.kind from message m where m.conversation_id = c.id
            order by m.order_at desc, m.provider_order desc, m.seq desc limit 1) as last
        where c.unread_count <> t.n or t.seqs <> t.n or c.last_seq < t.seq or c.max_provider_order <> t.provider_order
          or c.last_message_id <> last.id or c.last_message_at <> last.order_at or c.last_message_kind <> last.kind
          or exists (
            select from message one join message other on other.conversation_id = one.conversation_id
            where one.conversation_id = c.id and one.provider_order > other.provider_order and one.order_at < other.order_at)`);
      expect(rows).toEqual([]);
      const orphans = await client.query(`
        select 'contact' as what, id from contact where not exists (select from contact_address a where a.contact_id = contact.id)
        union all
        select 'raw event', m.id from message m where m.direction = 'inbound' and not exists (select from inbound_event i where i.id = m.id)
        union all
        select 'notice', m.id from message m where (select count(*) from realtime_event e where e.message_id = m.id and e.type = 'message.received') <> 1
        union all
        select 'organization', m.id from message m join channel c on c.id = m.channel_id where c.organization_id <> m.organization_id`);
      expect(orphans.rows).toEqual([]);
    });
  }

  it('a poisoned message in a batch fails alone: its neighbours of the same moment are stored', async () => {
    const { database, directory } = all.app.context;
    const { createMessageReceiver } = await import('../intake/receive-messages.ts');
    const receive = createMessageReceiver(database);
    const channel = await directory.byId(all.channels.telegram.id);
    expect(channel).toBeDefined();
    const incoming = (n: number): IncomingMessage => ({
      channel: channel as IncomingMessage['channel'],
      receivedAt: new Date(),
      event: {
        type: 'message.received',
        externalId: `99:${n}`,
        sender: { urn: 'telegram:99', messenger: 'telegram' },
        sentAt: new Date(),
        // The database takes no such number.
        providerOrder: n === 3 ? 1e30 : n,
        content: { kind: 'text', text: `Nachricht ${n}`, payload: null, attachments: [] },
        raw: {},
      },
    });
    const results = await Promise.allSettled([1, 2, 3, 4, 5].map((n) => receive(incoming(n))));
    expect(results.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
    ]);
    const [first] = results;
    const conversationId = first?.status === 'fulfilled' ? first.value.conversationId : '';
    const thread = await threadOf(all.app, conversationId);
    expect(thread.map(({ text }) => text)).toEqual([1, 2, 4, 5].map((n) => `Nachricht ${n}`));
  });

  it('two messages with one id in one batch are one', async () => {
    const { database, directory } = all.app.context;
    const { createMessageReceiver } = await import('../intake/receive-messages.ts');
    const receive = createMessageReceiver(database);
    const channel = (await directory.byId(all.channels.telegram.id)) as IncomingMessage['channel'];
    const event: IncomingMessage['event'] = {
      type: 'message.received',
      externalId: '98:1',
      sender: { urn: 'telegram:98', messenger: 'telegram' },
      sentAt: null,
      providerOrder: null,
      content: { kind: 'text', text: 'einmal', payload: null, attachments: [] },
      raw: {},
    };
    const receipts = await Promise.all(
      [1, 2, 3].map(() => receive({ channel, event, receivedAt: new Date() })),
    );
    expect(receipts.map(({ isDuplicate }) => isDuplicate)).toEqual([false, true, true]);
    expect(await threadOf(all.app, receipts[0]?.conversationId ?? '')).toHaveLength(1);
    await expectConsistent();
  });

  it('X04 500 while the database refuses; the redelivery is stored once it is well', async () => {
    const { phoneNumberId } = fakeGraphCredentials;
    const canary = 'Kanarienvogel';
    const before = await countStored(all.app);
    const sends: (() => Promise<Response>)[] = [
      () => postTelegram(all, textUpdate(canary, { updateId: 40, messageId: 40 })),
      () =>
        postTwilio(
          all,
          all.channels.sms,
          twilioMessage(all, { sid: messageSid('500'), from: '+4915112345001', body: canary }),
        ),
      () =>
        all.graph.deliver(
          `${all.app.url}/webhooks/whatsapp-cloud`,
          inboundMessage(phoneNumberId, { id: 'wamid.500', text: canary }),
        ),
    ];
    await asOwner(all.app.database, (client) =>
      client.query('alter table message rename to message_away'),
    );
    try {
      for (const send of sends) {
        const logged = all.app.log.length;
        const response = await send();
        const text = await response.text();
        expect([response.status, JSON.parse(text)]).toMatchObject([
          500,
          { code: 'internal_error' },
        ]);
        expect(text).not.toMatch(/message_away|relation|select|\.ts/);
        const lines = all.app.log.slice(logged);
        expect(lines.filter((line) => line.includes('request failed'))).toHaveLength(1);
        expect(lines.join('\n')).not.toContain(canary);
      }
    } finally {
      await asOwner(all.app.database, (client) =>
        client.query('alter table message_away rename to message'),
      );
    }
    expect(await countStored(all.app)).toEqual(before);
    for (const send of sends) expect((await send()).status).toBe(200);
    expect((await countStored(all.app))['message']).toBe((before['message'] ?? 0) + 3);
  });
});
