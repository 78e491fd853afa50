import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '../contract/message.ts';
import {
  addCorrespondent,
  reply,
  requestsTo,
  telegramError,
  waitForStatus,
  type Correspondent,
} from './correspondents.ts';
import { startMessengers, type Messengers } from './messengers.ts';
import { waitFor } from './wait-for.ts';

const threeParts = `${'eins '.repeat(800)}\n\n${'zwei '.repeat(800)}\n\n${'drei '.repeat(800)}`;

describe('a message that takes several calls', () => {
  let all: Messengers;

  beforeAll(async () => {
    all = await startMessengers({}, { sendTimeoutMs: 1500 });
  });
  afterAll(() => all?.stop());

  const words = (person: Correspondent) =>
    requestsTo(all, person).map(({ text }) => text?.slice(0, 4));
  const retry = (id: string) => all.app.api.ok<Message>('POST', `/api/messages/${id}/retry`);
  /** Lets the first call pass and does this to the second. */
  function secondCall(
    person: Correspondent,
    failure: Parameters<typeof all.telegram.failNext>[0],
  ): Promise<unknown> {
    all.telegram.failNext({ method: 'sendMessage', delayMs: 100 });
    return waitFor('the first call', () => requestsTo(all, person)[0]).then(() =>
      all.telegram.failNext({ method: 'sendMessage', ...failure }),
    );
  }

  it('TGO17 when the second of three parts is throttled, it goes on with the second', async () => {
    const person = await addCorrespondent(all, 'telegram');
    const armed = secondCall(person, {
      status: 429,
      body: telegramError(429, 'Too Many Requests', { retry_after: 1 }),
    });
    const message = await reply(all, person, { text: threeParts });
    const next = await reply(all, person, { text: 'Danach' });
    await armed;
    const { delivery } = await waitForStatus(all, message, 'accepted');
    await waitForStatus(all, next, 'accepted');
    expect(words(person)).toEqual(['eins', 'zwei', 'zwei', 'drei', 'Dana']);
    expect(delivery?.parts).toHaveLength(3);
  });

  it('TGO17 when the second part fails for good, a retry sends it and what follows, never the first again', async () => {
    const person = await addCorrespondent(all, 'telegram');
    const armed = secondCall(person, {
      status: 400,
      body: telegramError(400, 'Bad Request: message text is wrong'),
    });
    const message = await reply(all, person, { text: threeParts });
    await armed;
    const { delivery } = await waitForStatus(all, message, 'failed');
    expect(delivery).toMatchObject({
      failure: { code: 'content_rejected', providerCode: '400' },
      parts: [{ status: 'accepted' }],
    });
    expect(words(person)).toEqual(['eins', 'zwei']);
    expect((await retry(message.id)).delivery?.status).toBe('queued');
    await waitForStatus(all, message, 'accepted');
    expect(words(person)).toEqual(['eins', 'zwei', 'zwei', 'drei']);
  });

  it('a status of the first part says nothing of a message whose second part is unknown', async () => {
    const person = await addCorrespondent(all, 'sms');
    const first = { sid: `SM${'1'.repeat(32)}`, status: 'queued' };
    all.twilio.failNext({ status: 201, body: first });
    all.twilio.failNext({ hang: true });
    const message = await reply(all, person, { text: 'Ein Satz von dreißig Zeichen. '.repeat(80) });
    await waitForStatus(all, message, 'unknown');
    const { deliveryId } = await deliveryOf(message);
    const report = (sid: string, status: string) =>
      all.twilio.post(`${all.channels.sms.webhookUrl}/status/${deliveryId}`, {
        MessageSid: sid,
        MessageStatus: status,
        AccountSid: all.twilio.accountSid,
        To: person.address,
      });
    expect((await report(first.sid, 'delivered')).status).toBe(200);
    expect((await waitForStatus(all, message, 'unknown')).delivery?.parts).toMatchObject([
      { status: 'delivered' },
    ]);

    // The report on the second, known by our id in the path, settles the rest.
    expect((await report(`SM${'2'.repeat(32)}`, 'sent')).status).toBe(200);
    const { delivery } = await waitForStatus(all, message, 'sent');
    expect(delivery).toEqual({
      status: 'sent',
      parts: [
        { externalId: first.sid, status: 'delivered' },
        { externalId: `SM${'2'.repeat(32)}`, status: 'sent' },
      ],
    });
  });

  it('a message that failed in one part by a later report sends that part again on request', async () => {
    const person = await addCorrespondent(all, 'sms');
    const message = await reply(all, person, { text: 'Ein Satz von dreißig Zeichen. '.repeat(80) });
    const { delivery } = await waitForStatus(all, message, 'accepted');
    const [one = '', two = ''] = delivery?.parts.map(({ externalId }) => externalId ?? '') ?? [];
    await all.twilio.statusCallback(one, 'delivered');
    await all.twilio.statusCallback(two, 'undelivered', { ErrorCode: '30006' });
    expect((await waitForStatus(all, message, 'failed')).delivery?.failure).toMatchObject({
      code: 'contact_unreachable',
      providerCode: '30006',
    });
    await retry(message.id);
    const again = await waitForStatus(all, message, 'accepted');
    const texts = requestsTo(all, person).map(({ text }) => text);
    expect(texts).toEqual([texts[0], texts[1], texts[1]]);
    expect(again.delivery?.parts.map(({ status }) => status)).toEqual(['delivered', 'accepted']);
    expect(again.delivery?.parts[1]?.externalId).not.toBe(two);
  });

  async function deliveryOf({ id }: Message): Promise<{ deliveryId: string }> {
    const { rows } = await all.app.context.database.servicePool.query<{ deliveryId: string }>(
      'select id as "deliveryId" from delivery where message_id = $1',
      [id],
    );
    if (!rows[0]) throw new Error('no delivery');
    return rows[0];
  }
});
