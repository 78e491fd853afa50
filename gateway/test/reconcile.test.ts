import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ChannelExchange } from '../contract/channel-log.ts';
import type { Channel } from '../contract/channel.ts';
import { createReconciler } from '../reconciliation/reconcile.ts';
import { addCorrespondent, reply, waitForStatus } from './correspondents.ts';
import {
  conversationsOf,
  counterValue,
  postTwilio,
  smsNumber,
  startMessengers,
  threadOf,
  twilioMessage,
  type Messengers,
  type Page,
} from './messengers.ts';

const minutes = (count: number) => count * 60_000;

describe('messages that a webhook failed to bring', () => {
  let all: Messengers;
  let lastPerson = 0;

  beforeAll(async () => {
    all = await startMessengers();
    await query("update channel set created_at = now() - interval '2 days'");
    // The schedule's own turn is over, so that a test alone decides who is asked when.
    await createReconciler(all.app.context)();
  });
  afterEach(() => vi.restoreAllMocks());
  afterAll(() => all?.stop());

  const query = (text: string, values: unknown[] = []) =>
    all.app.context.database.servicePool.query(text, values);
  const makeDue = () => query('update channel_watch set reconcile_due_at = now()');
  /** As a process does that has been running for a while. */
  async function reconcile(): Promise<void> {
    await makeDue();
    await createReconciler(all.app.context)();
  }
  const watchOf = async ({ id }: Channel) =>
    (await query('select * from channel_watch where channel_id = $1', [id])).rows[0];
  const textsFrom = async (from: string) => {
    const conversations = await conversationsOf(all.app, all.channels.sms);
    const threads = await Promise.all(conversations.map(({ id }) => threadOf(all.app, id)));
    return threads
      .flat()
      .filter(({ text }) => text?.includes(from))
      .map(({ text }) => text);
  };
  const newPerson = () => `+49151777${++lastPerson + 10_000}`;
  const missed = (from: string, text: string, ageMs = minutes(5)) =>
    all.twilio.addInbound({
      from,
      to: smsNumber,
      body: `${text} ${from}`,
      sentAt: new Date(Date.now() - ageMs),
    });
  const listings = () =>
    all.twilio.requests.filter(
      ({ method, path }) => method === 'GET' && path.endsWith('/Messages.json'),
    );

  it('TWI20 a missed message is found and stored once, also when it comes after all', async () => {
    const person = newPerson();
    const before = await counterValue(all.app, 'lotse_reconciled_total', { found: 'message' });
    const { sid, body } = missed(person, 'Verpasst von');
    await reconcile();
    expect(await textsFrom(person)).toEqual([`Verpasst von ${person}`]);
    const found = await counterValue(all.app, 'lotse_reconciled_total', { found: 'message' });
    expect(found - before).toBe(1);
    const params = twilioMessage(all, { sid, from: person, body: String(body) });
    expect((await postTwilio(all, all.channels.sms, params)).status).toBe(200);
    await reconcile();
    expect(await textsFrom(person)).toHaveLength(1);
    expect(all.twilio.violations).toEqual([]);
  });

  it('TWI20 what a webhook brought is not found again', async () => {
    const person = newPerson();
    const { sid, body } = missed(person, 'Zugestellt von');
    const params = twilioMessage(all, { sid, from: person, body: String(body) });
    expect((await postTwilio(all, all.channels.sms, params)).status).toBe(200);
    const duplicates = await counterValue(all.app, 'lotse_duplicates_total', {});
    await reconcile();
    expect(await textsFrom(person)).toHaveLength(1);
    expect(await counterValue(all.app, 'lotse_duplicates_total', {})).toBe(duplicates);
  });

  it('TWI20 a message of the last minute is left to its webhook, which tells more', async () => {
    const person = newPerson();
    missed(person, 'Gerade eben von', 20_000);
    await reconcile();
    expect(await textsFrom(person)).toEqual([]);
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + minutes(2));
    await reconcile();
    vi.restoreAllMocks();
    expect(await textsFrom(person)).toHaveLength(1);
  });

  it('TWI20 asks from a while before the last success, and first for a day', async () => {
    await query('update channel_watch set reconciled_until = null');
    let asked = listings().length;
    await reconcile();
    const sinceOf = (index: number) => Date.parse(String(listings()[index]?.query['DateSent>']));
    expect(Math.abs(Date.now() - minutes(24 * 60) - sinceOf(asked))).toBeLessThan(minutes(1));
    asked = listings().length;
    await reconcile();
    expect(Math.abs(Date.now() - minutes(15) - sinceOf(asked))).toBeLessThan(minutes(1));
  });

  it('TWI20 asks no account for what it received before it was connected', async () => {
    await query('update channel set created_at = now() where id = $1', [all.channels.sms.id]);
    const person = newPerson();
    missed(person, 'Vor der Zeit von');
    await reconcile();
    expect(await textsFrom(person)).toEqual([]);
    await query("update channel set created_at = now() - interval '2 days'");
  });

  it('TWI20 what came while a channel was switched off stays out', async () => {
    const { id } = all.channels.sms;
    const person = newPerson();
    await all.app.api.ok('PATCH', `/api/channels/${id}`, { isDisabled: true });
    const asked = listings().length;
    missed(person, 'Unerwünscht von', minutes(2));
    await reconcile();
    expect(
      listings()
        .slice(asked)
        .every(({ query }) => query['To'] !== smsNumber),
    ).toBe(true);
    await all.app.api.ok('PATCH', `/api/channels/${id}`, { isDisabled: false });
    await reconcile();
    expect(await textsFrom(person)).toEqual([]);
  });

  it('TWI20 what failed is asked for again, later each time, from where it stood', async () => {
    const person = newPerson();
    const { reconciled_until: until } = await watchOf(all.channels.sms);
    missed(person, 'Trotzdem gefunden von');
    all.twilio.failNext({ method: 'GET', status: 503, times: 2 });
    await reconcile();
    expect(await textsFrom(person)).toEqual([]);
    const watch = await watchOf(all.channels.sms);
    expect(watch).toMatchObject({ reconciled_until: until, reconcile_failures: 1 });
    expect(watch.reconcile_due_at.getTime() - Date.now()).toBeGreaterThan(30_000);
    all.twilio.failNext({
      method: 'GET',
      status: 429,
      code: 20429,
      headers: { 'retry-after': '1200' },
      times: 2,
    });
    await reconcile();
    const throttled = await watchOf(all.channels.sms);
    expect(throttled.reconcile_due_at.getTime() - Date.now()).toBeGreaterThan(minutes(19));
    await reconcile();
    expect(await textsFrom(person)).toHaveLength(1);
    expect(await watchOf(all.channels.sms)).toMatchObject({ reconcile_failures: 0 });
  });

  it('TWI20 each channel has its turn every five minutes, and all at once after a silence of ours', async () => {
    const run = createReconciler(all.app.context);
    await run();
    const asked = listings().length;
    await run();
    expect(listings()).toHaveLength(asked);
    await query("update channel_watch set reconcile_tried_at = now() - interval '2 minutes'");
    await run();
    expect(listings(), 'not before its turn').toHaveLength(asked);
    const now = performance.now();
    vi.spyOn(performance, 'now').mockReturnValue(now + 60_000);
    await run();
    vi.restoreAllMocks();
    expect(listings().length, 'the process or the database was away').toBeGreaterThan(asked);
    const { rows } = await query(
      "select count(*)::int as count from channel_watch where reconcile_due_at > now() + interval '4 minutes'",
    );
    expect(rows[0].count).toBe(2);
  });

  it('statuses whose callback got lost are found, those that say nothing new are left alone', async () => {
    const person = await addCorrespondent(all, 'sms');
    const message = await waitForStatus(
      all,
      await reply(all, person, { text: 'Angekommen?' }),
      'accepted',
    );
    const record = all.twilio.messages.find(({ sid }) => sid === message.externalId);
    Object.assign(record ?? {}, { status: 'sent', date_sent: new Date().toUTCString() });
    await reconcile();
    await waitForStatus(all, message, 'accepted');
    await query("update delivery set created_at = now() - interval '6 minutes'");
    await reconcile();
    await waitForStatus(all, message, 'sent');
    const events = async () =>
      (await query('select count(*)::int as count from delivery_event')).rows[0].count;
    const before = await events();
    await reconcile();
    expect(await events()).toBe(before);
    Object.assign(record ?? {}, { status: 'delivered' });
    await reconcile();
    await waitForStatus(all, message, 'delivered');
  });

  it('X18 asking stands in the channel log', async () => {
    await reconcile();
    const path = `/api/channels/${all.channels.sms.id}/log?direction=outbound`;
    const { items } = await all.app.api.ok<Page<ChannelExchange>>('GET', path);
    expect(items[0]).toMatchObject({ purpose: 'reconcile', method: 'GET', status: 200 });
  });

  it('nobody asks for the channels of the demonstration', async () => {
    await query('update channel set is_invented = true');
    const asked = all.twilio.requests.length;
    await reconcile();
    expect(all.twilio.requests).toHaveLength(asked);
  });
});
