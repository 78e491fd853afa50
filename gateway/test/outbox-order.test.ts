import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import {
  addCorrespondent,
  lines,
  reply,
  requestsTo,
  trouble,
  waitForStatus,
  type Correspondent,
} from './correspondents.ts';
import { startMessengers, threadOf, type Messengers } from './messengers.ts';
import { waitFor } from './wait-for.ts';

const redisUrl = inject('redisUrl');

describe.each([
  { store: 'PostgreSQL', extra: { REDIS_URL: '' }, isThere: true },
  {
    store: redisUrl ? 'Redis' : 'Redis (skipped: none is reachable)',
    extra: { REDIS_URL: redisUrl ?? '' },
    isThere: redisUrl !== null,
  },
])('the order of what goes out, with the queue in $store', ({ extra, isThere }) => {
  let all: Messengers;

  beforeAll(async () => {
    if (isThere) all = await startMessengers(extra);
  });
  afterAll(() => all?.stop());

  it.runIf(isThere).for(lines)(
    'X09 TGO10 TGO11 three replies on %s arrive in order, each once, while the first meets 429 and then 500',
    async (line) => {
      const person = await addCorrespondent(all, line);
      const other = await addCorrespondent(all, line);
      trouble.throttle(all, line);
      trouble.breakDown(all, line);
      const sent = [];
      for (const text of ['eins', 'zwei', 'drei']) sent.push(await reply(all, person, { text }));

      await waitFor(
        'the first to be refused',
        () => requestsTo(all, person).length >= 2 || undefined,
      );
      const meanwhile = await reply(all, other, { text: 'anderswo' });
      for (const message of [meanwhile, ...sent])
        await waitForStatus(all, message, 'accepted', 15_000);
      expect(requestsTo(all, person).map(({ text }) => text)).toEqual([
        'eins',
        'eins',
        'eins',
        'zwei',
        'drei',
      ]);
      const elsewhere = requestsTo(all, other);
      expect(elsewhere.map(({ text }) => text)).toEqual(['anderswo']);
      const [first, second, , next] = requestsTo(all, person);
      expect(elsewhere[0]?.at.getTime()).toBeLessThanOrEqual(next?.at.getTime() ?? 0);
      expect((second?.at.getTime() ?? 0) - (first?.at.getTime() ?? 0)).toBeGreaterThanOrEqual(990);
      const thread = await threadOf(all.app, person.conversationId);
      expect(thread.slice(1).map(({ text }) => text)).toEqual(['eins', 'zwei', 'drei']);
    },
  );

  it.runIf(isThere)(
    'twenty conversations of eight replies: every one arrives, in the order of its conversation, once',
    async () => {
      const people: Correspondent[] = [];
      for (let i = 0; i < 20; i += 1) people.push(await addCorrespondent(all, 'telegram'));
      const texts = Array.from({ length: 8 }, (_, index) => `Nachricht ${index}`);
      await Promise.all(
        people.map(async (person) => {
          for (const text of texts) await reply(all, person, { text });
        }),
      );
      await waitFor(
        'all to arrive',
        () => people.every((person) => requestsTo(all, person).length >= texts.length),
        30_000,
      );
      for (const person of people)
        expect(requestsTo(all, person).map(({ text }) => text)).toEqual(texts);
      await waitFor('all to be written down', async () => {
        const { rows } = await all.app.context.database.servicePool.query<{ left: number }>(
          "select count(*)::integer as left from delivery where status <> 'accepted'",
        );
        return rows[0]?.left === 0;
      });
      expect(all.app.log.filter((line) => line.includes('wake-up lost'))).toEqual([]);
    },
    60_000,
  );
});
