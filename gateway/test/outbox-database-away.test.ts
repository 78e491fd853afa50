import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asOwner } from './as-owner.ts';
import { addCorrespondent, reply, requestsTo, waitForStatus, writeAs } from './correspondents.ts';
import { startMessengers, threadOf, type Messengers } from './messengers.ts';
import { waitFor } from './wait-for.ts';

describe('a database that is restarted while we run', () => {
  let all: Messengers;

  beforeAll(async () => {
    all = await startMessengers();
  });
  afterAll(() => all?.stop());

  /** What a restart does to us: every session ends. */
  const cutSessions = () =>
    asOwner(all.app.database, async (client) => {
      const { rows } = await client.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid() and application_name like 'lotse-%'`,
      );
      expect(rows.length).toBeGreaterThan(0);
    });
  /** Providers repeat a webhook that met an error; so does a browser. */
  const insist = async <T>(ask: () => Promise<T>) =>
    waitFor('an answer', () => ask().catch(() => undefined));

  it('what was on its way to the provider is written down, once, and what is behind it follows', async () => {
    const person = await addCorrespondent(all, 'telegram');
    all.telegram.failNext({ method: 'sendMessage', delayMs: 700 });
    const [one, two] = [
      await reply(all, person, { text: 'eins' }),
      await reply(all, person, { text: 'zwei' }),
    ];
    await waitFor('the call', () => requestsTo(all, person)[0]);
    await cutSessions();
    await waitForStatus(all, one, 'accepted', 15_000);
    await waitForStatus(all, two, 'accepted', 15_000);
    expect(requestsTo(all, person).map(({ text }) => text)).toEqual(['eins', 'zwei']);
  });

  it('webhooks, replies, jobs and live events work again by themselves', async () => {
    const person = await addCorrespondent(all, 'sms');
    await cutSessions();
    const answer = await waitFor('the webhook to be taken', async () => {
      const response = await writeAs(all, person, 'Sind Sie noch da?', 880_001);
      return response.status === 200 && response;
    });
    expect(answer.status).toBe(200);
    const heard: string[] = [];
    const forget = all.app.context.hub.subscribeAll(({ event }) => heard.push(event.type));
    const message = await insist(() => reply(all, person, { text: 'Ja' }));
    await waitForStatus(all, message, 'accepted', 15_000);
    await waitFor('the listener to hear again', async () => {
      await writeAs(all, person, 'Gut', 880_002 + heard.length);
      return heard.includes('message.received');
    });
    forget();
    const thread = await threadOf(all.app, person.conversationId);
    expect(thread.map(({ text }) => text)).toEqual(
      expect.arrayContaining(['Sind Sie noch da?', 'Ja', 'Gut']),
    );
  });

  it('a conversation that somebody keeps locked holds up no other', async () => {
    const [locked, free] = [
      await addCorrespondent(all, 'telegram'),
      await addCorrespondent(all, 'telegram'),
    ];
    all.telegram.failNext({ method: 'sendMessage', delayMs: 300 });
    const waiting = await reply(all, locked, { text: 'Wartet' });
    await waitFor('the call', () => requestsTo(all, locked)[0]);
    await asOwner(all.app.database, async (client) => {
      await client.query('begin');
      await client.query('select from conversation where id = $1 for update', [
        locked.conversationId,
      ]);
      for (const text of ['eins', 'zwei'])
        await waitForStatus(all, await reply(all, free, { text }), 'accepted');
      await waitForStatus(all, waiting, 'sending');
      await client.query('commit');
    });
    await waitForStatus(all, waiting, 'accepted');
    expect(requestsTo(all, locked)).toHaveLength(1);
  });

  it('sessions that break again and again under load lose no reply and double none', async () => {
    const people = await Promise.all([1, 2, 3, 4].map(() => addCorrespondent(all, 'telegram')));
    const texts = Array.from({ length: 6 }, (_, index) => `Nr. ${index}`);
    const writing = Promise.all(
      people.map(async ({ conversationId }) => {
        for (const text of texts) {
          const body = { clientMessageId: text, text };
          await insist(() =>
            all.app.api.ok('POST', `/api/conversations/${conversationId}/messages`, body),
          );
        }
      }),
    );
    for (let round = 0; round < 4; round += 1) {
      await waitFor('some to be sent', () =>
        people.some((person) => requestsTo(all, person).length > round),
      );
      await cutSessions();
    }
    await writing;
    await waitFor(
      'all to be sent',
      async () => {
        const { rows } = await all.app.context.database.servicePool.query<{ left: number }>(
          "select count(*)::integer as left from delivery where status <> 'accepted'",
        );
        return rows[0]?.left === 0;
      },
      30_000,
    );
    for (const person of people)
      expect(requestsTo(all, person).map(({ text }) => text)).toEqual(texts);
  }, 60_000);
});
