import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Channel } from '../contract/channel.ts';
import type { Message } from '../contract/message.ts';
import { createClaimer, type Claimed, type PutOff } from '../outbox/claim.ts';
import type { PaceLimit } from '../outbox/pace-limits.ts';
import type { Running } from '../start.ts';
import {
  addCorrespondent,
  lines,
  reply,
  requestsTo,
  waitForStatus,
  writeAs,
  type Correspondent,
} from './correspondents.ts';
import { graphErrorBody } from './fake-graph-payloads.ts';
import { fakeBotToken } from './fake-telegram.ts';
import { startMessengers, type Messengers } from './messengers.ts';
import { startOn } from './test-app.ts';
import { waitFor } from './wait-for.ts';

describe('a server that receives, with workers of their own', () => {
  let all: Messengers;
  let worker: Running | undefined;

  beforeAll(async () => {
    all = await startMessengers({ ROLE: 'web' });
  });
  afterAll(async () => {
    await worker?.stop();
    await all?.stop();
  });

  const startWorker = () =>
    startOn(all.app.database, { ...all.app.environment, ROLE: 'worker' }, all.app.log);
  const pool = () => all.app.context.database.servicePool;

  describe('buckets are shared', () => {
    const limit = (more: Partial<PaceLimit>): PaceLimit[] => [
      {
        kind: 'telegram',
        messenger: 'telegram',
        perSecond: 10,
        burst: 3,
        gapMs: null,
        contact: null,
        ...more,
      },
    ];
    const people: Correspondent[] = [];

    beforeAll(async () => {
      for (let i = 0; i < 8; i += 1) people.push(await addCorrespondent(all, 'telegram'));
      for (const person of people) await reply(all, person, { text: 'Hallo' });
    });

    /** As if nothing had been claimed yet. */
    const begin = async (limits: PaceLimit[]) => {
      await pool().query('delete from channel_pace');
      await pool().query('delete from contact_pace');
      await pool().query(
        "update delivery set status = 'queued', worker_key = null, attempt_count = 0, next_attempt_at = now()",
      );
      const { database } = all.app.context;
      return ['1', '2'].map((key) => createClaimer(database, key, limits));
    };
    const isClaimed = (one: Claimed | PutOff | undefined): one is Claimed =>
      one !== undefined && !('waitMs' in one);
    const isPutOff = (one: Claimed | PutOff | undefined): one is PutOff =>
      one !== undefined && 'waitMs' in one;

    it('two workers together take as many as the number may send, the others come one by one', async () => {
      const claimers = await begin(limit({}));
      const answers = await Promise.all(
        people.map((person, index) => claimers[index % 2]?.claim(person.conversationId)),
      );
      expect(answers.filter(isClaimed)).toHaveLength(3);
      const waits = answers.filter(isPutOff).map(({ waitMs }) => waitMs);
      const sorted = waits.toSorted((a, b) => a - b);
      expect(sorted).toHaveLength(5);
      // A tenth of a second between each, give or take the time between the two claims.
      expect(sorted[0]).toBeLessThanOrEqual(101);
      const steps = sorted.slice(1).map((wait, index) => wait - (sorted[index] ?? 0));
      expect(Math.max(...steps)).toBeLessThanOrEqual(200);
      expect(sorted[4]).toBeGreaterThan(300);
    });

    it('after an interval there is one more, and who comes back for it gets it', async () => {
      const [first, second] = await begin(limit({ burst: 1 }));
      const ids = people.map(({ conversationId }) => conversationId);
      expect(isClaimed(await first?.claim(ids[0] ?? ''))).toBe(true);
      const putOff = await second?.claim(ids[1] ?? '');
      expect(isPutOff(putOff)).toBe(true);
      const again = () => second?.claim(ids[1] ?? '');
      const startedAt = Date.now();
      await waitFor('the token', async () => isClaimed(await again()));
      expect(Date.now() - startedAt).toBeLessThan(2000);
      const { rows } = await pool().query<{ tokens: number }>('select tokens from channel_pace');
      expect(rows[0]?.tokens).toBeLessThan(0.2);
    });

    it('WWO02 pauses between the messages of a number are drawn anew within their bounds', async () => {
      const [claimer] = await begin(
        limit({ perSecond: 2000 / (3000 + 8000), burst: 1, gapMs: { min: 3000, max: 8000 } }),
      );
      expect(isClaimed(await claimer?.claim(people[0]?.conversationId ?? ''))).toBe(true);
      const putOff = await claimer?.claim(people[1]?.conversationId ?? '');
      expect(putOff).toEqual({ waitMs: expect.any(Number) });
      const { waitMs } = putOff as PutOff;
      expect(waitMs).toBeGreaterThan(2500);
      expect(waitMs).toBeLessThanOrEqual(8001);
      const { rows } = await pool().query<{ gap: number }>(
        'select (1 - tokens) * 5500 as gap from channel_pace',
      );
      expect(rows[0]?.gap).toBeGreaterThanOrEqual(3000);
      expect(rows[0]?.gap).toBeLessThanOrEqual(8000);
    });

    it('a pause of the channel is seen by all, with its reason on what waits', async () => {
      const claimers = await begin(limit({}));
      const { id, organizationId } = (await all.app.context.directory.byId(
        all.channels.telegram.id,
      )) ?? { id: '', organizationId: '' };
      expect(organizationId).not.toBe('');
      await pool().query("select pause_channel($1, 30000, 'throttled', null, '429')", [id]);
      const answers = await Promise.all(
        claimers.map((claimer, index) => claimer.claim(people[index]?.conversationId ?? '')),
      );
      for (const answer of answers) {
        expect(isPutOff(answer)).toBe(true);
        expect((answer as PutOff).waitMs).toBeGreaterThan(25_000);
      }
      const { rows } = await pool().query(
        'select failure_code, provider_code from delivery where failure_code is not null',
      );
      expect(rows).toEqual([1, 2].map(() => ({ failure_code: 'throttled', provider_code: '429' })));
    });

    it('a process of the version before takes what it may, without a pace', async () => {
      await begin([]);
      const ids = people.map(({ conversationId }) => conversationId);
      const { rows } = await pool().query(
        "select * from claim_deliveries($1::uuid[], 3::bigint, '{}'::uuid[], clock_timestamp())",
        [ids],
      );
      expect(rows).toHaveLength(8);
      expect(Object.keys(rows[0])).toContain('done_calls');
      expect(Object.keys(rows[0])).not.toContain('wait_ms');
      await pool().query("update delivery set status = 'canceled', worker_key = null");
    });
  });

  it('TGO16 TWO07 WAO09 refused credentials hold the channel of each line across a restart, receiving goes on, what waits flows when they work again', async () => {
    const bot = all.telegram.bots.get(fakeBotToken);
    if (!bot) throw new Error('no bot');
    const people = await Promise.all(lines.map((line) => addCorrespondent(all, line)));
    all.telegram.bots.delete(fakeBotToken);
    all.twilio.failNext({ method: 'POST', status: 401, code: 20003, times: 2 });
    const body = graphErrorBody(190, 'Invalid OAuth access token');
    all.graph.failNext({ endpoint: 'messages', status: 401, body });
    const waiting = [];
    for (const person of people) waiting.push(await reply(all, person, { text: 'Wartet' }));
    const channels = () =>
      Promise.all(
        lines.map((line) =>
          all.app.api.ok<Channel>('GET', `/api/channels/${all.channels[line].id}`),
        ),
      );
    const areHeld = async () =>
      (await channels()).every(
        ({ status, problemCode }) =>
          status === 'credentials_failed' && problemCode === 'credentials_failed',
      );

    worker = await startWorker();
    await waitFor('all channels to be held', areHeld);
    await worker.stop();
    worker = await startWorker();
    await worker.context.queues.wakeMailbox(people[0]?.conversationId ?? '');
    for (const [index, person] of people.entries()) {
      const seed = 700_000 + index;
      expect((await writeAs(all, person, 'Ich höre nichts', seed)).status).toBe(200);
    }
    expect(await areHeld()).toBe(true);
    for (const [index, message] of waiting.entries()) {
      const { delivery } = await all.app.api.ok<Message>('GET', `/api/messages/${message.id}`);
      expect(delivery).toMatchObject({ status: 'queued', failure: { code: 'credentials_failed' } });
      expect(requestsTo(all, people[index] as Correspondent)).toHaveLength(1);
    }

    all.telegram.bots.set(fakeBotToken, bot);
    for (const line of lines) {
      const path = `/api/channels/${all.channels[line].id}/verify`;
      expect(await all.app.api.ok<Channel>('POST', path)).toMatchObject({
        status: 'active',
        problem: null,
        problemCode: null,
      });
    }
    for (const message of waiting) await waitForStatus(all, message, 'accepted');
    for (const person of people)
      expect(requestsTo(all, person).map(({ text }) => text)).toEqual(['Wartet', 'Wartet']);
  });
});
