import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '../contract/message.ts';
import { addCorrespondent, reply, requestsTo, waitForStatus, type Line } from './correspondents.ts';
import { fakeGraphCredentials, statusReport } from './fake-graph-payloads.ts';
import { startMessengers, type Messengers } from './messengers.ts';
import { waitFor } from './wait-for.ts';

/** Two parts on every line. */
const long = 'Ein Satz von dreißig Zeichen. ';

describe('a part that fails after the provider took it', () => {
  let all: Messengers;

  beforeAll(async () => {
    all = await startMessengers();
  });
  afterAll(() => all?.stop());

  const current = (id: string) => all.app.api.ok<Message>('GET', `/api/messages/${id}`);

  async function send(line: Line, text: string) {
    const person = await addCorrespondent(all, line);
    const message = await waitForStatus(all, await reply(all, person, { text }), 'accepted');
    const ids = message.delivery?.parts.map(({ externalId }) => externalId ?? '') ?? [];
    const sent = () => requestsTo(all, person).map(({ text }) => text);
    return { person, message, ids, sent };
  }

  /** Twilio's word on a message, in the order in which it is said. */
  async function say(sid: string, status: string, code?: number): Promise<void> {
    const extra = code === undefined ? undefined : { ErrorCode: String(code) };
    expect((await all.twilio.statusCallback(sid, status, extra)).status).toBe(200);
  }

  async function deliveryOf(message: Message) {
    const { rows } = await all.app.context.database.servicePool.query<{
      status: string;
      wait_ms: number;
      conversation_id: string;
    }>(
      `select status, conversation_id,
         (extract(epoch from next_attempt_at - updated_at) * 1000)::integer as wait_ms
       from delivery where message_id = $1`,
      [message.id],
    );
    if (!rows[0]) throw new Error('no delivery');
    return rows[0];
  }

  /** The time for the next attempt has come. */
  async function becomeDue(message: Message): Promise<void> {
    const { database, queues } = all.app.context;
    await database.servicePool.query(
      'update delivery set next_attempt_at = now() where message_id = $1',
      [message.id],
    );
    await queues.wakeMailbox((await deliveryOf(message)).conversation_id);
  }

  it('TWS05 a passing failure that is reported before our own send returned is sent again, too', async () => {
    const person = await addCorrespondent(all, 'sms');
    const sid = `SM${'e'.repeat(32)}`;
    all.twilio.failNext({ delayMs: 1500, status: 201, body: { sid, status: 'queued' } });
    const message = await reply(all, person, { text: 'Die schnelle' });
    await waitForStatus(all, message, 'sending');
    const { accountSid } = all.twilio;
    const answer = await all.twilio.post(`${all.channels.sms.webhookUrl}/status`, {
      MessageSid: sid,
      MessageStatus: 'undelivered',
      ErrorCode: '30001',
      AccountSid: accountSid,
    });
    expect(answer.status).toBe(200);
    expect((await current(message.id)).delivery?.status).toBe('sending');
    const waiting = await waitForStatus(all, message, 'queued');
    expect(waiting.delivery?.failure?.providerCode).toBe('30001');
    await becomeDue(message);
    await waitForStatus(all, message, 'accepted');
    expect(requestsTo(all, person)).toHaveLength(2);
  });

  it('WAS03 131053 puts the message back with its reason, and only the failed part is sent again', async () => {
    const { message, ids, sent, person } = await send('whatsapp', long.repeat(160));
    expect(ids).toHaveLength(2);
    const report = (id: string, status: string, errorCode?: number) =>
      all.graph.deliver(
        all.channels.whatsapp.webhookUrl,
        statusReport(fakeGraphCredentials.phoneNumberId, {
          id,
          status,
          recipientId: person.address,
          ...(errorCode && { errorCode }),
        }),
      );
    await report(ids[0] ?? '', 'delivered');
    await report(ids[1] ?? '', 'failed', 131053);
    const waiting = await current(message.id);
    expect(waiting.delivery).toMatchObject({
      status: 'queued',
      failure: { code: 'provider_unavailable', providerCode: '131053' },
      parts: [{ status: 'delivered' }, { status: 'failed' }],
    });
    expect((await deliveryOf(message)).wait_ms).toBeGreaterThan(29_000);
    expect(sent()).toHaveLength(2);

    await becomeDue(message);
    const { delivery } = await waitForStatus(all, message, 'accepted');
    expect(sent()).toEqual([sent()[0], sent()[1], sent()[1]]);
    expect(delivery?.failure).toBeUndefined();
    expect(delivery?.parts[0]).toEqual({ externalId: ids[0], status: 'delivered' });
    expect(delivery?.parts[1]?.externalId).not.toBe(ids[1]);
  });

  it('TWS05 63018 is sent again four times, each time later, and then stays failed', async () => {
    const { message, sent } = await send('twilioWhatsapp', 'Guten Tag');
    const waits: number[] = [];
    for (let attempt = 0; attempt < 4; attempt += 1) {
      const { delivery } = await current(message.id);
      await say(delivery?.parts[0]?.externalId ?? '', 'failed', 63018);
      waits.push((await deliveryOf(message)).wait_ms);
      await becomeDue(message);
      await waitForStatus(all, message, 'accepted');
    }
    expect(waits.map((ms) => Math.round(ms / 60_000))).toEqual([1, 2, 4, 8]);
    const { delivery } = await current(message.id);
    await say(delivery?.parts[0]?.externalId ?? '', 'failed', 63018);
    expect((await current(message.id)).delivery).toMatchObject({
      status: 'failed',
      failure: { code: 'throttled', providerCode: '63018' },
    });
    expect(sent()).toHaveLength(5);
  });

  it('TWS05 30008 is sent again once; the same report twice asks for it once', async () => {
    const { message, ids, sent } = await send('sms', 'Guten Tag');
    await say(ids[0] ?? '', 'undelivered', 30008);
    await say(ids[0] ?? '', 'undelivered', 30008);
    expect((await current(message.id)).delivery?.status).toBe('queued');
    await becomeDue(message);
    const again = await waitForStatus(all, message, 'accepted');
    // A report that came late says nothing new either.
    await say(ids[0] ?? '', 'undelivered', 30008);
    expect((await current(message.id)).delivery?.status).toBe('accepted');
    await say(again.delivery?.parts[0]?.externalId ?? '', 'undelivered', 30008);
    expect((await current(message.id)).delivery?.status).toBe('failed');
    expect(sent()).toHaveLength(2);
  });

  it('TWS02 a final code is not sent again, nor is what waits beside it', async () => {
    const { message, ids, sent } = await send('sms', long.repeat(80));
    await say(ids[0] ?? '', 'undelivered', 30003);
    expect((await current(message.id)).delivery?.status).toBe('queued');
    await say(ids[1] ?? '', 'undelivered', 30005);
    expect((await current(message.id)).delivery).toMatchObject({ status: 'failed' });
    await becomeDue(message);
    expect((await current(message.id)).delivery?.status).toBe('failed');
    expect(sent()).toHaveLength(2);
  });

  it('a person’s own last attempt is the last', async () => {
    const { message, ids, sent } = await send('sms', 'Guten Tag');
    await say(ids[0] ?? '', 'undelivered', 30005);
    await all.app.api.ok('POST', `/api/messages/${message.id}/retry`);
    const again = await waitForStatus(all, message, 'accepted');
    await say(again.delivery?.parts[0]?.externalId ?? '', 'undelivered', 30003);
    expect((await current(message.id)).delivery?.status).toBe('failed');
    expect(sent()).toHaveLength(2);
  });

  it('a late "delivered" calls the sending off when nothing was sent yet', async () => {
    const { message, ids, sent } = await send('sms', long.repeat(80));
    await say(ids[0] ?? '', 'delivered');
    await say(ids[1] ?? '', 'undelivered', 30003);
    expect((await current(message.id)).delivery?.status).toBe('queued');
    await say(ids[1] ?? '', 'delivered');
    expect((await current(message.id)).delivery).toEqual({
      status: 'delivered',
      parts: ids.map((externalId) => ({ externalId, status: 'delivered' })),
    });
    await becomeDue(message);
    expect((await deliveryOf(message)).status).toBe('delivered');
    expect(sent()).toHaveLength(2);
  });

  it('a late "delivered" under the earlier id counts also when the part was sent again', async () => {
    const { message, ids } = await send('sms', 'Guten Tag');
    await say(ids[0] ?? '', 'undelivered', 30003);
    await becomeDue(message);
    const again = await waitForStatus(all, message, 'accepted');
    const newId = again.delivery?.parts[0]?.externalId ?? '';
    expect(newId).not.toBe(ids[0]);
    await say(ids[0] ?? '', 'sent');
    expect((await current(message.id)).delivery?.status).toBe('accepted');
    await say(ids[0] ?? '', 'delivered');
    const delivered = { status: 'delivered', parts: [{ externalId: newId, status: 'delivered' }] };
    expect((await current(message.id)).delivery).toEqual(delivered);
    await say(newId, 'undelivered', 30003);
    expect((await current(message.id)).delivery).toEqual(delivered);
  });

  it('a late "delivered" while the part is being sent again is parked and not lost', async () => {
    const { message, ids, person } = await send('sms', 'Guten Tag');
    await say(ids[0] ?? '', 'undelivered', 30003);
    all.twilio.failNext({
      delayMs: 500,
      status: 201,
      body: { sid: `SM${'7'.repeat(32)}`, status: 'queued' },
    });
    await becomeDue(message);
    await waitFor('the second call', () => requestsTo(all, person).length === 2);
    await say(ids[0] ?? '', 'delivered');
    const { rows } = await all.app.context.database.servicePool.query(
      'select status from parked_status',
    );
    expect(rows).toEqual([{ status: 'delivered' }]);
    const { delivery } = await waitForStatus(all, message, 'delivered');
    expect(delivery?.parts).toEqual([{ externalId: `SM${'7'.repeat(32)}`, status: 'delivered' }]);
  });

  it('what waits behind it in the conversation keeps its place', async () => {
    const { message, ids, person, sent } = await send('sms', 'Die erste');
    await say(ids[0] ?? '', 'undelivered', 30003);
    const next = await reply(all, person, { text: 'Die zweite' });
    expect((await current(next.id)).delivery?.status).toBe('queued');
    await becomeDue(message);
    await waitForStatus(all, next, 'accepted');
    expect(sent()).toEqual(['Die erste', 'Die erste', 'Die zweite']);
  });
});
