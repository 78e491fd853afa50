import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Channel } from '../contract/channel.ts';
import type { Conversation } from '../contract/conversation.ts';
import type { Message } from '../contract/message.ts';
import { fakeBotToken, startFakeTelegram, type FakeTelegram } from './fake-telegram.ts';
import { postUpdate, textUpdate } from './telegram-updates.ts';
import { startTestApp, type TestApp } from './test-app.ts';
import { waitFor } from './wait-for.ts';

type Page<T> = { items: T[]; nextCursor: string | null };
const secret = 'a-secret-for-tests';

describe('a message all the way', () => {
  let telegram: FakeTelegram;
  let app: TestApp;
  let channel: Channel;

  beforeAll(async () => {
    telegram = await startFakeTelegram();
    app = await startTestApp({ TELEGRAM_API_ROOT: telegram.url });
    channel = await app.api.ok<Channel>('POST', '/api/channels', {
      kind: 'telegram',
      name: 'Bot',
      credentials: { botToken: fakeBotToken, webhookSecret: secret },
    });
  });
  afterAll(async () => {
    await app?.stop();
    await telegram?.close();
  });

  const conversations = (query = '') =>
    app.api.ok<Page<Conversation>>('GET', `/api/conversations${query}`);
  const thread = (id: string) =>
    app.api.ok<Page<Message>>('GET', `/api/conversations/${id}/messages`);

  it('a channel is verified and its webhook registered when it is created', () => {
    expect(channel).toMatchObject({
      status: 'active',
      automation: 'off',
      policy: 'full',
      label: '@lotse_example_bot',
    });
    expect(telegram.bots.get(fakeBotToken)?.webhook?.url).toBe(channel.webhookUrl);
  });

  it('a message comes in, is answered, and the answer reaches the provider', async () => {
    const answer = await postUpdate(
      channel.webhookUrl,
      secret,
      textUpdate('مرحبا, ich brauche Hilfe'),
    );
    expect(answer.status).toBe(200);
    const [conversation] = (await conversations()).items;
    expect(conversation).toMatchObject({
      status: 'open',
      messenger: 'telegram',
      unreadCount: 1,
      contact: { displayName: 'Test Person', language: 'ar' },
      lastMessage: { direction: 'inbound', preview: 'مرحبا, ich brauche Hilfe' },
    });
    const id = conversation?.id ?? '';
    const [received] = (await thread(id)).items;
    expect(received).toMatchObject({ kind: 'text', author: 'contact', externalId: '7000000001:1' });

    const reply = await app.api.request<Message>('POST', `/api/conversations/${id}/messages`, {
      clientMessageId: 'one',
      text: 'Guten Tag! <b>*_[&',
      replyToId: received?.id,
    });
    expect(reply.status).toBe(201);
    const sent = await waitFor('the provider to be called', () =>
      telegram.requests.find((request) => request.method === 'sendMessage'),
    );
    expect(sent.fields).toMatchObject({
      chat_id: 7_000_000_001,
      text: 'Guten Tag! <b>*_[&',
      reply_parameters: { message_id: 1 },
    });
    await waitFor('the message to be accepted', async () => {
      const message = await app.api.ok<Message>('GET', `/api/messages/${reply.body.id}`);
      return (
        message.delivery?.status === 'accepted' && message.externalId?.startsWith('7000000001:')
      );
    });
    expect((await conversations('?status=waiting')).items[0]).toMatchObject({
      status: 'waiting',
      waitingSince: null,
    });

    const again = await app.api.request<Message>('POST', `/api/conversations/${id}/messages`, {
      clientMessageId: 'one',
      text: 'Guten Tag! <b>*_[&',
      replyToId: received?.id,
    });
    expect([again.status, again.body.id]).toEqual([200, reply.body.id]);
    const other = await app.api.request('POST', `/api/conversations/${id}/messages`, {
      clientMessageId: 'one',
      text: 'x',
    });
    expect(other).toMatchObject({ status: 409, body: { code: 'conflict' } });
  });
});
