import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Activity } from '../contract/activity.ts';
import type { Conversation } from '../contract/conversation.ts';
import { byDay } from '../automation/next-waking.ts';
import { formatWhen } from '../automation/words/format-when.ts';
import { makePromise } from '../promises/make-promise.ts';
import { promiseFor } from '../promises/promise-for.ts';
import { watchPromises } from '../promises/watch-promises.ts';
import { inOrganization } from '../unit-of-work.ts';
import { asOwner } from './as-owner.ts';
import { addSimulator, reply, threadOf, write, type Page } from './phone.ts';
import { addMember, type Member } from './tenants.ts';
import { startTestApp, type TestApp } from './test-app.ts';
import { waitFor } from './wait-for.ts';

const hourMs = 3_600_000;

describe('a promise', () => {
  let app: TestApp;
  let organizationId: string;
  let channel: { id: string };
  let me: Member;

  beforeAll(async () => {
    app = await startTestApp();
    ({
      organization: { id: organizationId },
    } = await app.api.ok<{ organization: { id: string } }>('GET', '/api/me'));
    channel = await addSimulator(app.api);
    me = await addMember(app, 'me');
  });
  afterAll(() => app?.stop());

  const work = <T>(run: Parameters<typeof inOrganization<T>>[2]) =>
    inOrganization(app.context.database.orm, organizationId, run);
  const get = (id: string) => app.api.ok<Conversation>('GET', `/api/conversations/${id}`);
  const botTexts = async (id: string) =>
    (await threadOf(app.api, id)).filter(({ author }) => author === 'bot');
  async function promised(inHours: number): Promise<{ id: string; answerBy: Date }> {
    const id = await write(app.api, channel);
    const answerBy = new Date(Date.now() + inHours * hourMs);
    await work((em) =>
      makePromise(em, { organizationId, conversationId: id, answerBy, now: new Date() }),
    );
    return { id, answerBy };
  }
  /** Some time after, when nobody sleeps. */
  const later = (at: Date, hours = 1) => byDay(new Date(at.getTime() + hours * hourMs));

  it('is shown, and the answer of a person keeps it', async () => {
    const { id, answerBy } = await promised(5);
    expect((await get(id)).promise).toEqual({ answerBy: answerBy.toISOString(), state: 'open' });
    await reply(me.api, id, { text: 'Guten Tag' });
    expect((await get(id)).promise?.state).toBe('kept');
    await watchPromises(app.context, later(answerBy));
    expect((await get(id)).promise?.state).toBe('kept');
    expect(await botTexts(id)).toEqual([]);
  });

  it('that is broken is apologised for once, with a new time, and people are told', async () => {
    const { id, answerBy } = await promised(5);
    const when = later(answerBy);
    await Promise.all([watchPromises(app.context, when), watchPromises(app.context, when)]);
    await watchPromises(app.context, when);
    const { promise, alerts } = await get(id);
    expect(promise?.state).toBe('open');
    expect(new Date(promise?.answerBy ?? 0).getTime()).toBeGreaterThan(when.getTime());
    expect(alerts.map(({ kind }) => kind)).toEqual(['urgent']);
    expect(await botTexts(id)).toHaveLength(1);
    const lines = await app.api.ok<Page<Activity>>('GET', `/api/conversations/${id}/activities`);
    expect(lines.items.filter(({ kind }) => kind === 'promise_broken')).toHaveLength(1);

    const again = later(new Date(promise?.answerBy ?? 0));
    await watchPromises(app.context, again);
    await watchPromises(app.context, again);
    expect((await get(id)).promise?.state).toBe('broken');
    expect(await botTexts(id)).toHaveLength(1);
  });

  it('that is broken at night is apologised for in the morning', async () => {
    const answerBy = new Date('2027-06-07T18:00:00+02:00');
    const id = await write(app.api, channel);
    const now = new Date();
    await work((em) => makePromise(em, { organizationId, conversationId: id, answerBy, now }));
    await watchPromises(app.context, new Date('2027-06-07T23:30:00+02:00'));
    const { alerts, promise } = await get(id);
    expect(alerts.map(({ kind }) => kind)).toEqual(['urgent']);
    expect(await botTexts(id)).toEqual([]);
    await watchPromises(app.context, new Date('2027-06-08T07:59:00+02:00'));
    expect(await botTexts(id)).toEqual([]);
    await watchPromises(app.context, new Date('2027-06-08T08:00:00+02:00'));
    const [apology, ...more] = await botTexts(id);
    const when = formatWhen(new Date(promise?.answerBy ?? 0), apology?.language ?? '');
    expect(apology?.text).toContain(when);
    expect(more).toEqual([]);
  });

  it('is apologised for once when the process ends in the middle of it', async () => {
    const { id, answerBy } = await promised(5);
    const when = later(answerBy);
    await asOwner(app.database, async (client) => {
      await client.query('begin');
      await client.query('lock table delivery in share mode');
      const watched = watchPromises(app.context, when).catch(() => 'killed');
      await waitFor('the apology to wait for the lock', async () => {
        const { rowCount } = await asOwner(app.database, (other) =>
          other.query(
            `select pg_terminate_backend(pid) from pg_stat_activity
             where wait_event_type = 'Lock' and datname = current_database() and query ilike '%insert into%delivery%'`,
          ),
        );
        return rowCount;
      });
      await client.query('rollback');
      await watched;
    });
    await Promise.all([watchPromises(app.context, when), watchPromises(app.context, when)]);
    expect(await botTexts(id)).toHaveLength(1);
  });

  it('leaves the apology to people where nothing may be written to the contact', async () => {
    const { id, answerBy } = await promised(5);
    await app.context.database.servicePool.query(
      `update conversation set reply_window_until = now() - interval '1 minute' where id = $1`,
      [id],
    );
    await watchPromises(app.context, later(answerBy));
    expect((await get(id)).alerts.map(({ kind }) => kind)).toEqual(['urgent']);
    expect(await botTexts(id)).toEqual([]);
    await app.context.database.servicePool.query(
      'update conversation set reply_window_until = null where id = $1',
      [id],
    );
    await watchPromises(app.context, later(answerBy));
    expect(await botTexts(id), 'an apology that comes too late is none').toEqual([]);
  });

  it('ends without an apology when the conversation is closed', async () => {
    const { id, answerBy } = await promised(5);
    await app.api.ok('POST', `/api/conversations/${id}/close`, {});
    await watchPromises(app.context, later(answerBy));
    expect((await get(id)).promise).toBe(null);
    expect(await botTexts(id)).toEqual([]);
  });

  it('counts in the hours of who stands in while the counselor is away', async () => {
    const substitute = await addMember(app, 'substitute');
    const profile = { alias: 'x', languages: [], topics: [], capacity: null, accepts: 'everyone' };
    const nine = (weekday: number) => ({ weekday, from: '09:00', to: '17:00' });
    await app.api.ok('PUT', `/api/counselors/${me.id}/profile`, {
      ...profile,
      hours: [1, 2, 3, 4, 5].map(nine),
    });
    await app.api.ok('PUT', `/api/counselors/${substitute.id}/profile`, {
      ...profile,
      hours: [nine(3)],
    });
    const now = new Date('2027-06-07T08:00:00+02:00');
    const answerBy = async () =>
      work((em) => promiseFor(em, { organizationId, officeId: null, counselorId: me.id, now }));
    expect((await answerBy()).why.basis).toBe('counselor');
    await app.api.ok('POST', `/api/counselors/${me.id}/absences`, {
      from: '2027-06-07',
      to: '2027-06-11',
      substituteId: substitute.id,
    });
    const found = await answerBy();
    expect(found.why.basis).toBe('substitute');
    expect(found.answerBy.toISOString()).toBe('2027-06-09T11:00:00.000Z');
  });
});
