import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Channel } from '../contract/channel.ts';
import type { Conversation } from '../contract/conversation.ts';
import type { Message } from '../contract/message.ts';
import type { ApiClient } from './api-client.ts';
import { asOwner } from './as-owner.ts';
import { fakeBotToken, startFakeTelegram, type FakeTelegram } from './fake-telegram.ts';
import { telegramSecret, type Page } from './messengers.ts';
import { createInstallation, type Installation, type SpawnedApp } from './spawned-app.ts';
import { postUpdate, textUpdate } from './telegram-updates.ts';
import { waitFor } from './wait-for.ts';

describe('a process that is killed while it sends', () => {
  let telegram: FakeTelegram;
  let installation: Installation;
  let app: SpawnedApp;
  let api: ApiClient;
  let channel: Channel;

  beforeAll(async () => {
    telegram = await startFakeTelegram();
    installation = await createInstallation({ TELEGRAM_API_ROOT: telegram.url });
    app = await installation.start();
    api = await app.signIn();
    channel = await api.ok<Channel>('POST', '/api/channels', {
      kind: 'telegram',
      name: 'Bot',
      credentials: { botToken: fakeBotToken, webhookSecret: telegramSecret },
    });
  });
  afterAll(async () => {
    await installation?.stop();
    await telegram?.close();
  });

  let lastUser = 500;
  async function writeIn(): Promise<{ user: number; conversationId: string }> {
    const user = ++lastUser;
    const update = textUpdate('Guten Tag', { updateId: user, messageId: user, userId: user });
    expect((await postUpdate(channel.webhookUrl, telegramSecret, update)).status).toBe(200);
    const { items } = await api.ok<Page<Conversation>>(
      'GET',
      '/api/conversations?status=open&sort=newest',
    );
    const [{ id } = { id: '' }] = items;
    return { user, conversationId: id };
  }
  const reply = (conversationId: string, text: string) =>
    api.ok<Message>('POST', `/api/conversations/${conversationId}/messages`, {
      clientMessageId: crypto.randomUUID(),
      text,
    });
  const sentTo = (user: number) =>
    telegram.requests
      .filter(({ fields }) => fields['chat_id'] === user)
      .map(({ fields }) => fields['text']);
  const becomes = (message: Message, status: string, timeoutMs = 15_000) =>
    waitFor(
      `a delivery to be ${status}`,
      async () => {
        const { delivery } = await api.ok<Message>('GET', `/api/messages/${message.id}`);
        return delivery?.status === status && delivery;
      },
      timeoutMs,
    );
  async function restart(): Promise<void> {
    app = await installation.start();
    api = await app.signIn();
  }

  it('X07 killed during the call: unknown within ten seconds of the restart, sent once, what is behind it follows', async () => {
    const { user, conversationId } = await writeIn();
    telegram.failNext({ method: 'sendMessage', hang: true });
    const message = await reply(conversationId, 'Unterwegs');
    const behind = await reply(conversationId, 'Dahinter');
    await waitFor('the call', () => sentTo(user).length === 1);
    await app.kill();
    await restart();
    const delivery = await becomes(message, 'unknown', 10_000);
    expect(delivery.failure?.code).toBe('no_answer');
    await becomes(behind, 'accepted');
    expect(sentTo(user)).toEqual(['Unterwegs', 'Dahinter']);

    await api.ok('POST', `/api/messages/${message.id}/retry`);
    await becomes(message, 'accepted');
    expect(sentTo(user)).toEqual(['Unterwegs', 'Dahinter', 'Unterwegs']);
  });

  it('X07 killed after the call, before its result is written: unknown, not sent again', async () => {
    const { user, conversationId } = await writeIn();
    telegram.failNext({ method: 'sendMessage', delayMs: 300 });
    const message = await reply(conversationId, 'Beantwortet');
    await waitFor('the call', () => sentTo(user).length === 1);
    await asOwner(installation.database, async (client) => {
      await client.query('begin');
      await client.query('select from conversation where id = $1 for update', [conversationId]);
      await waitFor('the answer to be read', () =>
        app.output().includes('"path":"/bot{token}/sendMessage","status":200'),
      );
      await app.kill();
      await client.query('rollback');
    });
    await restart();
    await becomes(message, 'unknown', 10_000);
    expect(sentTo(user)).toEqual(['Beantwortet']);
  });

  it('X06 killed right after a reply was accepted: it is sent after the restart, once', async () => {
    const { user, conversationId } = await writeIn();
    const texts = ['eins', 'zwei', 'drei'];
    const messages = [];
    // The first waits, so that the others are still in the mailbox when the process dies.
    telegram.failNext({
      method: 'sendMessage',
      status: 429,
      body: {
        ok: false,
        error_code: 429,
        description: 'Too Many Requests',
        parameters: { retry_after: 1 },
      },
    });
    for (const text of texts) messages.push(await reply(conversationId, text));
    await waitFor('the first try', () => sentTo(user).length === 1);
    await becomes(messages[0] as Message, 'queued');
    await app.kill();
    await restart();
    for (const message of messages) await becomes(message, 'accepted');
    expect(sentTo(user)).toEqual(['eins', 'eins', 'zwei', 'drei']);
  });

  it('terminated during a call that ends soon: it ends, the exit code is 0, the result is written', async () => {
    const { user, conversationId } = await writeIn();
    telegram.failNext({ method: 'sendMessage', delayMs: 1000 });
    const message = await reply(conversationId, 'Noch eben');
    const behind = await reply(conversationId, 'Später');
    await waitFor('the call', () => sentTo(user).length === 1);
    const { code, elapsedMs } = await app.terminate();
    expect(code).toBe(0);
    expect(elapsedMs).toBeLessThan(5000);
    await restart();
    expect((await becomes(message, 'accepted')).parts).toHaveLength(1);
    await becomes(behind, 'accepted');
    expect(sentTo(user)).toEqual(['Noch eben', 'Später']);
  });

  it('terminated during a call that hangs: exit code 0 within five seconds, and nobody claims to know what became of it', async () => {
    const { user, conversationId } = await writeIn();
    telegram.failNext({ method: 'sendMessage', hang: true });
    const message = await reply(conversationId, 'Hängt');
    await waitFor('the call', () => sentTo(user).length === 1);
    const { code, elapsedMs } = await app.terminate();
    expect([code, app.output().includes('stopping took too long')]).toEqual([0, false]);
    expect(elapsedMs).toBeLessThan(5000);
    await restart();
    await becomes(message, 'unknown', 5000);
    expect(sentTo(user)).toEqual(['Hängt']);
  });
});
