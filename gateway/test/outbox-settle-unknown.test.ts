import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChannelExchange } from '../contract/channel-log.ts';
import type { Message } from '../contract/message.ts';
import { createSettler, type SettleTuning } from '../outbox/settle-unknown.ts';
import {
  addCorrespondent,
  reply,
  requestsTo,
  trouble,
  waitForStatus,
  type Correspondent,
} from './correspondents.ts';
import { smsNumber, startMessengers, type Messengers, type Page } from './messengers.ts';

const sendTimeoutMs = 600;
const atOnce: SettleTuning = { firstLookMs: 0, certainMs: 0 };
const early: SettleTuning = { firstLookMs: 0, certainMs: 3_600_000 };

describe('TWO05 an answer that never came is asked for', () => {
  let all: Messengers;

  beforeAll(async () => {
    all = await startMessengers({}, { sendTimeoutMs });
  });
  afterAll(() => all?.stop());

  const settle = (tuning: SettleTuning) =>
    createSettler({ ...all.app.context, sendTimeoutMs }, tuning)();
  const read = ({ id }: Message) => all.app.api.ok<Message>('GET', `/api/messages/${id}`);
  const lookUpsTo = (person: Correspondent) =>
    all.twilio.requests.filter(
      ({ method, query }) => method === 'GET' && query['To'] === person.address,
    ).length;

  /** The request leaves and no answer comes. */
  async function loseAnswer(person: Correspondent, text: string): Promise<Message> {
    trouble.hang(all, 'sms');
    return waitForStatus(all, await reply(all, person, { text }), 'unknown');
  }

  /** What Twilio made of a request whose answer got lost. */
  function twilioHas(person: Correspondent, body: string) {
    return all.twilio.addInbound({
      from: smsNumber,
      to: person.address,
      body,
      direction: 'outbound-api',
      status: 'sent',
      sentAt: new Date(),
    });
  }

  it('TWO05 found: it goes on under Twilio’s id, and nothing is sent again', async () => {
    const person = await addCorrespondent(all, 'sms');
    const message = await loseAnswer(person, 'Vielleicht');
    const { sid } = twilioHas(person, 'Vielleicht');
    await settle(early);
    const found = await waitForStatus(all, message, 'accepted');
    expect(found).toMatchObject({
      externalId: sid,
      delivery: { parts: [{ externalId: sid, status: 'accepted' }] },
    });
    expect(found.delivery).not.toHaveProperty('failure');
    const callback = { MessageSid: sid, AccountSid: all.twilio.accountSid, To: person.address };
    const url = `${all.channels.sms.webhookUrl}/status`;
    await all.twilio.post(url, { ...callback, MessageStatus: 'delivered' });
    await waitForStatus(all, message, 'delivered');
    expect(requestsTo(all, person)).toHaveLength(1);
    const path = `/api/messages/${message.id}/exchanges`;
    const { items } = await all.app.api.ok<Page<ChannelExchange>>('GET', path);
    expect(items.map(({ purpose, status }) => [purpose, status])).toEqual([
      ['lookup', 200],
      ['send', null],
    ]);
  });

  it('TWO05 taken for not sent and then reported as delivered: it was sent', async () => {
    const person = await addCorrespondent(all, 'sms');
    const message = await loseAnswer(person, 'Verspätet');
    await settle(atOnce);
    const failed = await waitForStatus(all, message, 'failed');
    expect(failed.delivery?.failure).toMatchObject({ code: 'not_sent' });
    const [request] = requestsTo(all, person);
    const callback = { MessageSid: `SM${'f'.repeat(32)}`, AccountSid: all.twilio.accountSid };
    const url = String(request?.fields['StatusCallback']);
    expect((await all.twilio.post(url, { ...callback, MessageStatus: 'delivered' })).status).toBe(
      200,
    );
    const delivered = await waitForStatus(all, message, 'delivered');
    expect(delivered.delivery).not.toHaveProperty('failure');
  });

  it('TWO05 certainly not there: it has failed, and a retry sends it once', async () => {
    const person = await addCorrespondent(all, 'sms');
    const message = await loseAnswer(person, 'Verloren');
    await settle(early);
    expect((await read(message)).delivery?.status, 'it may still turn up').toBe('unknown');
    await settle(atOnce);
    const failed = await waitForStatus(all, message, 'failed');
    expect(failed.delivery?.failure).toMatchObject({ code: 'not_sent' });
    const conversation = `/api/conversations/${person.conversationId}`;
    expect(await all.app.api.ok('GET', conversation)).toMatchObject({
      lastMessage: { deliveryStatus: 'failed' },
    });
    expect(requestsTo(all, person)).toHaveLength(1);
    await all.app.api.ok('POST', `/api/messages/${message.id}/retry`);
    await waitForStatus(all, message, 'accepted');
    expect(requestsTo(all, person)).toHaveLength(2);
  });

  it('TWO05 of two with the same words only one is found when only one left', async () => {
    const person = await addCorrespondent(all, 'sms');
    const first = await loseAnswer(person, 'Ja');
    const second = await loseAnswer(person, 'Ja');
    const { sid } = twilioHas(person, 'Ja');
    await settle(atOnce);
    const states = await Promise.all([read(first), read(second)]);
    expect(states.map(({ externalId, delivery }) => [externalId, delivery?.status])).toEqual([
      [sid, 'accepted'],
      [null, 'failed'],
    ]);
  });

  it('TWO05 what is already another message of ours is not taken for it', async () => {
    const person = await addCorrespondent(all, 'sms');
    const lost = await loseAnswer(person, 'Ja');
    const sent = await waitForStatus(all, await reply(all, person, { text: 'Ja' }), 'accepted');
    await settle(atOnce);
    expect((await read(lost)).delivery?.status).toBe('failed');
    expect((await read(sent)).delivery?.status).toBe('accepted');
  });

  it('TWO05 what Twilio’s list leaves open stays unknown and is not asked for again', async () => {
    const person = await addCorrespondent(all, 'sms');
    const message = await loseAnswer(person, 'Geschwärzt');
    twilioHas(person, '');
    await settle(atOnce);
    const { delivery } = await read(message);
    expect(delivery).toMatchObject({ status: 'unknown', failure: { code: 'no_answer' } });
    const asked = lookUpsTo(person);
    expect(asked).toBe(1);
    await settle(atOnce);
    expect(lookUpsTo(person)).toBe(asked);
  });

  it('TWO05 while Twilio can’t be asked it stays unknown and is asked for later', async () => {
    const person = await addCorrespondent(all, 'sms');
    const message = await loseAnswer(person, 'Später');
    all.twilio.failNext({ method: 'GET', status: 503 });
    await settle(atOnce);
    expect((await read(message)).delivery?.status).toBe('unknown');
    const { sid } = twilioHas(person, 'Später');
    await settle(atOnce);
    expect((await waitForStatus(all, message, 'accepted')).externalId).toBe(sid);
    expect(all.twilio.violations).toEqual([]);
  });

  it('TWO05 of a message in two parts only the lost one is looked for', async () => {
    const person = await addCorrespondent(all, 'sms');
    const [one, two] = ['a'.repeat(1599), 'b'.repeat(1599)];
    all.twilio.failNext({
      method: 'POST',
      delayMs: 1,
      status: 201,
      body: { sid: `SM${'1'.repeat(32)}`, status: 'queued' },
    });
    trouble.hang(all, 'sms');
    const message = await waitForStatus(
      all,
      await reply(all, person, { text: `${one} ${two}` }),
      'unknown',
    );
    expect(requestsTo(all, person).map(({ text }) => text)).toEqual([one, two]);
    const { sid } = twilioHas(person, two);
    await settle(atOnce);
    expect((await waitForStatus(all, message, 'accepted')).delivery?.parts).toMatchObject([
      { externalId: `SM${'1'.repeat(32)}` },
      { externalId: sid },
    ]);
  });
});
