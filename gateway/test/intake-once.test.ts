import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Channel } from '../contract/channel.ts';
import type { Message } from '../contract/message.ts';
import { applyRetention } from '../retention.ts';
import type { Running } from '../start.ts';
import {
  fakeGraphCredentials,
  graphWebhook,
  inboundMessage,
  signGraph,
} from './fake-graph-payloads.ts';
import {
  conversationsOf,
  counterValue,
  messageSid,
  postSimulator,
  postTelegram,
  postTwilio,
  startMessengers,
  telegramSecret,
  threadOf,
  twilioMessage,
  type Messengers,
} from './messengers.ts';
import { postUpdate, textUpdate } from './telegram-updates.ts';
import { freePort, startOn } from './test-app.ts';
import { waitFor } from './wait-for.ts';

const { phoneNumberId, appSecret } = fakeGraphCredentials;

describe('exactly once, in the order of the provider', () => {
  let all: Messengers;
  let second: Running;
  let secondUrl: string;

  beforeAll(async () => {
    all = await startMessengers();
    const port = String(await freePort());
    second = await startOn(all.app.database, { ...all.app.environment, PORT: port }, []);
    secondUrl = `http://127.0.0.1:${port}`;
  });
  afterAll(async () => {
    await second?.stop();
    await all?.stop();
  });

  /** The same path in the first or the second process. */
  const at = (url: string, index: number) =>
    index % 2 === 0 ? url : url.replace(all.app.url, secondUrl);
  const texts = (messages: Message[]) => messages.map(({ text }) => text);
  const shared = () => `${all.app.url}/webhooks/whatsapp-cloud`;

  async function onlyThread(channel: Channel, count: number): Promise<Message[]> {
    const conversations = await conversationsOf(all.app, channel);
    const newest = conversations.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt))[0];
    const thread = await threadOf(all.app, newest?.id ?? '');
    expect(thread).toHaveLength(count);
    expect(newest).toMatchObject({
      unreadCount: count,
      lastMessage: { id: thread.at(-1)?.id, preview: thread.at(-1)?.text },
    });
    return thread;
  }

  it('X01 the same event again changes nothing, is answered 2xx and counted', async () => {
    const update = textUpdate('einmal', { updateId: 1, messageId: 1, userId: 501 });
    const before = await counterValue(all.app, 'lotse_duplicates_total', { channel: 'telegram' });
    expect((await postTelegram(all, update)).status).toBe(200);
    const [conversation] = await conversationsOf(all.app, all.channels.telegram);
    await all.app.api.ok('POST', `/api/conversations/${conversation?.id}/close`);
    expect((await postTelegram(all, update)).status).toBe(200);
    expect(await counterValue(all.app, 'lotse_duplicates_total', { channel: 'telegram' })).toBe(
      before + 1,
    );
    const [after] = await conversationsOf(all.app, all.channels.telegram);
    expect(after).toMatchObject({ status: 'closed', id: conversation?.id });
    expect(await threadOf(all.app, after?.id ?? '')).toHaveLength(1);
    expect(
      (await postTelegram(all, textUpdate('zweimal', { updateId: 2, messageId: 2, userId: 501 })))
        .status,
    ).toBe(200);
    expect(await conversationsOf(all.app, all.channels.telegram)).toMatchObject([
      { status: 'open' },
    ]);
  });

  it('X02 the same event twenty times at once, half of them to another process, is one message', async () => {
    const sid = messageSid('twenty');
    const sends: (() => Promise<Response>)[] = [];
    const update = textUpdate('zwanzigmal', { updateId: 20, messageId: 20, userId: 520 });
    const payload = inboundMessage(phoneNumberId, {
      id: 'wamid.twenty',
      from: '4915100000020',
      text: 'zwanzigmal',
    });
    for (let index = 0; index < 20; index++) {
      sends.push(
        () => postUpdate(at(all.channels.telegram.webhookUrl, index), telegramSecret, update),
        () =>
          postTwilio(
            all,
            all.channels.sms,
            twilioMessage(all, { sid, from: '+4915100000020', body: 'zwanzigmal' }),
            at(all.app.url, index),
          ),
        () => all.graph.deliver(at(shared(), index), payload),
      );
    }
    const answers = await Promise.all(sends.map((send) => send()));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    for (const channel of [all.channels.telegram, all.channels.sms, all.channels.whatsapp])
      await onlyThread(channel, 1);
  });

  it('X03 after eight days the raw event is gone and the duplicate is still one', async () => {
    const update = textUpdate('vor acht Tagen', { updateId: 30, messageId: 30, userId: 530 });
    await postTelegram(all, update);
    const [message] = await onlyThread(all.channels.telegram, 1);
    const { servicePool } = all.app.context.database;
    const raw = async () =>
      (await servicePool.query('select from inbound_event where id = $1', [message?.id])).rowCount;
    expect(await raw()).toBe(1);
    await servicePool.query(
      `update message set order_at = order_at - interval '8 days',
      received_at = received_at - interval '8 days' where id = $1`,
      [message?.id],
    );
    await servicePool.query(
      "update inbound_event set received_at = received_at - interval '8 days' where id = $1",
      [message?.id],
    );
    await applyRetention(all.app.context.database, all.app.context.log);
    expect(await raw()).toBe(0);
    expect((await postTelegram(all, update)).status).toBe(200);
    await onlyThread(all.channels.telegram, 1);
  });

  describe('X08 ten first messages of one sender at once are one contact, one conversation, ten messages in order', () => {
    const ten = Array.from({ length: 10 }, (_, index) => index);
    const shuffled = [7, 2, 9, 0, 4, 6, 1, 8, 3, 5];
    const numbered = ten.map((index) => `Nummer ${index}`);
    const contacts = async () =>
      (
        await all.app.context.database.servicePool.query(
          'select count(*)::integer as n from contact',
        )
      ).rows[0].n as number;

    it('Telegram, delivered shuffled to two processes', async () => {
      const before = await contacts();
      await Promise.all(
        shuffled.map((index, position) =>
          postUpdate(
            at(all.channels.telegram.webhookUrl, position),
            telegramSecret,
            textUpdate(`Nummer ${index}`, {
              updateId: 100 + index,
              messageId: 100 + index,
              userId: 510,
            }),
          ),
        ),
      );
      expect(texts(await onlyThread(all.channels.telegram, 10))).toEqual(numbered);
      expect(await contacts()).toBe(before + 1);
    });

    it('Telegram, one after the other in the wrong order', async () => {
      for (const index of shuffled) {
        const ids = { updateId: 200 + index, messageId: 200 + index, userId: 511 };
        expect((await postTelegram(all, textUpdate(`Nummer ${index}`, ids))).status).toBe(200);
      }
      expect(texts(await onlyThread(all.channels.telegram, 10))).toEqual(numbered);
    });

    it('the Cloud API, second by second, shuffled', async () => {
      const start = Math.floor(Date.now() / 1000) - 20;
      const before = await contacts();
      const answers = await Promise.all(
        shuffled.map((index, position) =>
          all.graph.deliver(
            at(all.channels.whatsapp.webhookUrl, position),
            inboundMessage(phoneNumberId, {
              id: `wamid.ten${index}`,
              from: '4915100000010',
              text: `Nummer ${index}`,
              timestamp: String(start + index),
            }),
          ),
        ),
      );
      expect(answers.map(({ status }) => status)).toEqual(ten.map(() => 200));
      expect(texts(await onlyThread(all.channels.whatsapp, 10))).toEqual(numbered);
      expect(await contacts()).toBe(before + 1);
    });

    it('the simulator, shuffled', async () => {
      const start = Date.now() - 500;
      await Promise.all(
        shuffled.map((index) =>
          postSimulator(all, [
            {
              type: 'message',
              id: `ten-${index}`,
              at: new Date(start + index).toISOString(),
              phone: { id: 'ten' },
              text: `Nummer ${index}`,
            },
          ]),
        ),
      );
      expect(texts(await onlyThread(all.channels.simulator, 10))).toEqual(numbered);
    });

    it('Twilio, which gives no order: all ten, each once', async () => {
      const before = await contacts();
      await Promise.all(
        ten.map((index) => {
          const message = {
            sid: messageSid(`ten${index}`),
            from: '+4915100000010',
            body: `Nummer ${index}`,
          };
          return postTwilio(
            all,
            all.channels.sms,
            twilioMessage(all, message),
            at(all.app.url, index),
          );
        }),
      );
      expect(texts(await onlyThread(all.channels.sms, 10)).toSorted()).toEqual(numbered);
      // The same number wrote by SMS before, in another test: numbers are the same, conversations are not.
      expect(await contacts()).toBe(before + 1);
    });
  });

  describe('many in one POST of the Cloud API', () => {
    let other: Channel;
    const otherNumber = '200600200600200';
    beforeAll(async () => {
      const credentials = { ...fakeGraphCredentials, phoneNumberId: otherNumber };
      other = await all.app.api.ok<Channel>('POST', '/api/channels', {
        kind: 'whatsapp-cloud',
        name: 'Zweite',
        credentials,
      });
    });
    const text = (id: string, body: string) => ({
      from: '4915100000077',
      id,
      timestamp: String(Math.floor(Date.now() / 1000)),
      type: 'text',
      text: { body },
    });
    const change = (number: string, ...messages: Record<string, unknown>[]) => {
      const contacts = [{ profile: { name: 'Samir' }, wa_id: '4915100000077' }];
      const whole = graphWebhook({ contacts, messages, statuses: [] }, number);
      return (whole['entry'] as { changes: unknown[] }[])[0]?.changes[0];
    };
    const batch = (...changes: unknown[][]) => ({
      object: 'whatsapp_business_account',
      entry: changes.map((one) => ({ id: '102290129340398', changes: one })),
    });

    it('WAI04 WAI05 two entries of three changes each are all stored, what comes twice once', async () => {
      const payload = batch(
        [
          change(phoneNumberId, text('wamid.b1', 'eins')),
          change(phoneNumberId, text('wamid.b2', 'zwei')),
          change(phoneNumberId, text('wamid.b1', 'eins')),
        ],
        [
          change(phoneNumberId, text('wamid.b3', 'drei'), text('wamid.b4', 'vier')),
          change(phoneNumberId, text('wamid.b5', 'fünf')),
          change(phoneNumberId, text('wamid.b6', 'sechs')),
        ],
      );
      expect((await all.graph.deliver(all.channels.whatsapp.webhookUrl, payload)).status).toBe(200);
      expect((await all.graph.deliver(shared(), payload)).status).toBe(200);
      expect(texts(await onlyThread(all.channels.whatsapp, 6))).toEqual([
        'eins',
        'zwei',
        'drei',
        'vier',
        'fünf',
        'sechs',
      ]);
    });

    it('two numbers on the shared path: each channel gets its own, nobody is a stranger', async () => {
      const strangers = () =>
        counterValue(all.app, 'lotse_ignored_total', { reason: 'unknown_provider_address' });
      const before = await strangers();
      const payload = batch(
        [change(phoneNumberId, text('wamid.n1', 'an die erste'))],
        [change(otherNumber, text('wamid.n2', 'an die zweite'))],
      );
      expect((await all.graph.deliver(shared(), payload)).status).toBe(200);
      expect(texts(await onlyThread(other, 1))).toEqual(['an die zweite']);
      const [first] = (await conversationsOf(all.app, all.channels.whatsapp)).filter(
        ({ lastMessage }) => lastMessage?.preview === 'an die erste',
      );
      expect(first).toBeDefined();
      expect(await strangers()).toBe(before);
      const withStranger = batch(
        [change(otherNumber, text('wamid.n3', 'noch eine'))],
        [change('777', text('wamid.n4', 'fremd'))],
      );
      expect((await all.graph.deliver(shared(), withStranger)).status).toBe(200);
      expect(texts(await onlyThread(other, 2))).toEqual(['an die zweite', 'noch eine']);
      expect(await strangers()).toBe(before + 1);
    });

    it('one wrong signature among two numbers stores nothing of either', async () => {
      const credentials = {
        ...fakeGraphCredentials,
        phoneNumberId: '300700300700300',
        appSecret: 'f'.repeat(32),
      };
      const third = await all.app.api.ok<Channel>('POST', '/api/channels', {
        kind: 'whatsapp-cloud',
        name: 'Dritte',
        credentials,
      });
      const body = JSON.stringify(
        batch(
          [change(otherNumber, text('wamid.w1', 'a'))],
          [change('300700300700300', text('wamid.w2', 'b'))],
        ),
      );
      const headers = { 'x-hub-signature-256': signGraph(appSecret, body) };
      expect((await fetch(shared(), { method: 'POST', headers, body })).status).toBe(401);
      await onlyThread(other, 2);
      expect(await conversationsOf(all.app, third)).toEqual([]);
    });
  });

  it('a change of a channel is known to the other process at once', async () => {
    const credentials = { secret: 'another-simulator-secret' };
    const { id } = await all.app.api.ok<Channel>('POST', '/api/channels', {
      kind: 'simulator',
      name: 'Kurz',
      credentials,
    });
    expect((await second.context.directory.byId(id))?.status).toBe('active');
    await all.app.api.ok('PATCH', `/api/channels/${id}`, { isDisabled: true });
    await waitFor(
      'the other process to hear of it',
      async () => (await second.context.directory.byId(id))?.status === 'disabled',
    );
  });
});
