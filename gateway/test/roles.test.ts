import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Channel } from '../contract/channel.ts';
import type { Conversation } from '../contract/conversation.ts';
import type { Message } from '../contract/message.ts';
import type { ApiClient } from './api-client.ts';
import { startFakeTwilio, type FakeTwilio } from './fake-twilio.ts';
import { messageSid, smsNumber, type Page } from './messengers.ts';
import { createInstallation, type Installation, type SpawnedApp } from './spawned-app.ts';
import { waitFor } from './wait-for.ts';

const redisUrl = inject('redisUrl');

describe.each([
  { store: 'PostgreSQL', environment: { REDIS_URL: '' }, isThere: true },
  {
    store: redisUrl ? 'Redis' : 'Redis (skipped: none is reachable)',
    environment: { REDIS_URL: redisUrl ?? '' },
    isThere: redisUrl !== null,
  },
])(
  'web and worker as two processes, with the queue in $store',
  { timeout: 60_000 },
  ({ store, environment, isThere }) => {
    let twilio: FakeTwilio;
    let installation: Installation;
    let web: SpawnedApp;
    let worker: SpawnedApp;
    let api: ApiClient;
    let channel: Channel;

    beforeAll(async () => {
      if (!isThere) return;
      twilio = await startFakeTwilio();
      installation = await createInstallation({ TWILIO_API_ROOT: twilio.url, ...environment });
      web = await installation.start({ ROLE: 'web' });
      worker = await installation.start({ ROLE: 'worker' });
      api = await web.signIn();
      const credentials = {
        accountSid: twilio.accountSid,
        authToken: twilio.authToken,
        from: smsNumber,
      };
      channel = await api.ok<Channel>('POST', '/api/channels', {
        kind: 'twilio',
        name: 'SMS',
        credentials,
      });
    });
    afterAll(async () => {
      await installation?.stop();
      await twilio?.close();
    });

    async function writeIn(number: number): Promise<{ from: string; conversationId: string }> {
      const from = `+49151100${number}`;
      const sid = messageSid(from);
      const params = {
        MessageSid: sid,
        AccountSid: twilio.accountSid,
        From: from,
        To: smsNumber,
        Body: 'Guten Tag',
        NumMedia: '0',
      };
      expect((await twilio.post(channel.webhookUrl, params)).status).toBe(200);
      const { items } = await api.ok<Page<Conversation>>(
        'GET',
        '/api/conversations?status=open&sort=newest',
      );
      return { from, conversationId: items[0]?.id ?? '' };
    }
    const reply = (conversationId: string, text: string) =>
      api.ok<Message>('POST', `/api/conversations/${conversationId}/messages`, {
        clientMessageId: crypto.randomUUID(),
        text,
      });
    const sentTo = (to: string) =>
      twilio.requests
        .filter(({ method, fields }) => method === 'POST' && fields['To'] === to)
        .map(({ fields }) => fields['Body']);
    const becomes = (message: Message, status: string) =>
      waitFor(
        `a delivery to be ${status}`,
        async () => {
          const current = await api.ok<Message>('GET', `/api/messages/${message.id}`);
          return current.delivery?.status === status && current;
        },
        30_000,
      );

    it.runIf(isThere)(
      'what comes in at the one goes out by the other, and the status comes back',
      async () => {
        const { from, conversationId } = await writeIn(1001);
        const message = await reply(conversationId, 'Willkommen');
        const { externalId } = await becomes(message, 'accepted');
        expect(sentTo(from)).toEqual(['Willkommen']);
        expect(worker.output()).toContain('"msg":"provider called"');
        expect(web.output()).not.toContain('"msg":"delivery attempted"');
        expect(worker.output()).not.toContain('"msg":"listening"');
        expect((await twilio.statusCallback(externalId ?? '', 'delivered')).status).toBe(200);
        await becomes(message, 'delivered');
      },
    );

    it.runIf(store === 'PostgreSQL')(
      'credentials that are changed at the one are used by the other at once',
      async () => {
        const { from, conversationId } = await writeIn(1002);
        twilio.failNext({ status: 401, code: 20003 });
        const message = await reply(conversationId, 'Mit neuem Schlüssel');
        await waitFor('the channel to be held', async () => {
          const { status } = await api.ok<Channel>('GET', `/api/channels/${channel.id}`);
          return status === 'credentials_failed';
        });
        const credentials = {
          accountSid: twilio.accountSid,
          authToken: twilio.authToken,
          from: smsNumber,
        };
        await api.ok('PATCH', `/api/channels/${channel.id}`, { credentials });
        await becomes(message, 'accepted');
        expect(sentTo(from)).toHaveLength(2);
      },
    );

    it.runIf(isThere)(
      'a worker that is replaced while messages go out loses none and doubles none',
      async () => {
        const people = [await writeIn(2001), await writeIn(2002), await writeIn(2003)];
        const texts = Array.from({ length: 8 }, (_, index) => `Nr. ${index}`);
        const written: Message[] = [];
        const writing = (async () => {
          for (const text of texts)
            for (const { conversationId } of people)
              written.push(await reply(conversationId, text));
        })();
        await waitFor('some to be sent', () => people.every(({ from }) => sentTo(from).length > 1));
        const successor = await installation.start({ ROLE: 'worker' });
        expect(await worker.terminate()).toMatchObject({ code: 0 });
        worker = successor;
        await writing;
        for (const message of written) await becomes(message, 'accepted');
        for (const { from } of people) expect(sentTo(from)).toEqual(texts);
      },
    );

    it.runIf(store === 'PostgreSQL')(
      'without a worker messages wait; the next worker sends them',
      async () => {
        const { from, conversationId } = await writeIn(3001);
        await worker.terminate();
        const message = await reply(conversationId, 'Später');
        expect(message.delivery?.status).toBe('queued');
        worker = await installation.start({ ROLE: 'worker' });
        await becomes(message, 'accepted');
        expect(sentTo(from)).toEqual(['Später']);
      },
    );
  },
);
