import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '../contract/message.ts';
import {
  addCorrespondent,
  lines,
  reply,
  requestsTo,
  trouble,
  waitForStatus,
  type Correspondent,
} from './correspondents.ts';
import { fakeGraphCredentials, statusReport } from './fake-graph-payloads.ts';
import { startMessengers, type Messengers } from './messengers.ts';
import { waitFor } from './wait-for.ts';

describe('an answer that never came', () => {
  let all: Messengers;

  beforeAll(async () => {
    all = await startMessengers({}, { sendTimeoutMs: 600 });
  });
  afterAll(() => all?.stop());

  const retry = (id: string) => all.app.api.ok<Message>('POST', `/api/messages/${id}/retry`);
  const deliveryIdOf = async ({ id }: Message) => {
    const { rows } = await all.app.context.database.servicePool.query<{ id: string }>(
      'select id from delivery where message_id = $1',
      [id],
    );
    return rows[0]?.id ?? '';
  };
  const reportTwilio = async (
    message: Message,
    person: Correspondent,
    sid: string,
    status: string,
  ) =>
    all.twilio.post(`${all.channels.sms.webhookUrl}/status/${await deliveryIdOf(message)}`, {
      MessageSid: sid,
      MessageStatus: status,
      AccountSid: all.twilio.accountSid,
      To: person.address,
    });

  it.for(lines)(
    'TWO05 X07 on %s: unknown, not sent again by itself, what is behind goes on, a retry sends once',
    async (line) => {
      const person = await addCorrespondent(all, line);
      trouble.hang(all, line);
      const message = await reply(all, person, { text: 'Vielleicht' });
      const behind = await reply(all, person, { text: 'Danach' });
      expect((await waitForStatus(all, message, 'unknown')).delivery?.failure?.code).toBe(
        'no_answer',
      );
      await waitForStatus(all, behind, 'accepted');
      expect(requestsTo(all, person).map(({ text }) => text)).toEqual(['Vielleicht', 'Danach']);
      await retry(message.id);
      await waitForStatus(all, message, 'accepted');
      expect(requestsTo(all, person).map(({ text }) => text)).toEqual([
        'Vielleicht',
        'Danach',
        'Vielleicht',
      ]);
    },
  );

  it('a connection that is cut after the request has left: unknown', async () => {
    const person = await addCorrespondent(all, 'telegram');
    all.telegram.failNext({ method: 'sendMessage', destroy: true });
    await waitForStatus(all, await reply(all, person, { text: 'Abgerissen' }), 'unknown');
    expect(requestsTo(all, person)).toHaveLength(1);
  });

  it('TWO06 a 200 without a message id: unknown', async () => {
    const person = await addCorrespondent(all, 'sms');
    all.twilio.failNext({ method: 'POST', status: 201, body: { status: 'queued' } });
    await waitForStatus(all, await reply(all, person, { text: 'Ohne Nummer' }), 'unknown');
    expect(requestsTo(all, person)).toHaveLength(1);
  });

  it('a status callback of Twilio with our delivery in its path settles it', async () => {
    const person = await addCorrespondent(all, 'sms');
    trouble.hang(all, 'sms');
    const message = await waitForStatus(
      all,
      await reply(all, person, { text: 'Vielleicht' }),
      'unknown',
    );
    const sid = `SM${'c'.repeat(32)}`;
    expect((await reportTwilio(message, person, sid, 'delivered')).status).toBe(200);
    const settled = await waitForStatus(all, message, 'delivered');
    expect(settled).toMatchObject({
      externalId: sid,
      delivery: { parts: [{ externalId: sid, status: 'delivered' }] },
    });
    expect(settled.delivery).not.toHaveProperty('failure');
    expect(requestsTo(all, person)).toHaveLength(1);
  });

  it('a status of WhatsApp that carries our delivery settles it', async () => {
    const person = await addCorrespondent(all, 'whatsapp');
    trouble.hang(all, 'whatsapp');
    const message = await waitForStatus(
      all,
      await reply(all, person, { text: 'Vielleicht' }),
      'unknown',
    );
    const carried = requestsTo(all, person)[0]?.fields['biz_opaque_callback_data'];
    expect(carried).toBe(await deliveryIdOf(message));
    const report = statusReport(fakeGraphCredentials.phoneNumberId, {
      id: 'wamid.settles',
      status: 'sent',
      recipientId: person.address,
      biz_opaque_callback_data: carried,
    });
    expect((await all.graph.deliver(all.channels.whatsapp.webhookUrl, report)).status).toBe(200);
    expect((await waitForStatus(all, message, 'sent')).externalId).toBe('wamid.settles');
  });

  it('a callback that comes while we still wait for the answer settles it once we have given up', async () => {
    const person = await addCorrespondent(all, 'sms');
    trouble.hang(all, 'sms');
    const message = await reply(all, person, { text: 'Vielleicht' });
    await waitFor('the request', () => requestsTo(all, person)[0]);
    const sid = `SM${'d'.repeat(32)}`;
    expect((await reportTwilio(message, person, sid, 'delivered')).status).toBe(200);
    const settled = await waitForStatus(all, message, 'delivered', 15_000);
    expect(settled.externalId).toBe(sid);
    expect(requestsTo(all, person)).toHaveLength(1);
  });

  it('a callback of another channel with our delivery id settles nothing', async () => {
    const person = await addCorrespondent(all, 'sms');
    trouble.hang(all, 'sms');
    const message = await waitForStatus(
      all,
      await reply(all, person, { text: 'Vielleicht' }),
      'unknown',
    );
    const path = `${all.channels.twilioWhatsapp.webhookUrl}/status/${await deliveryIdOf(message)}`;
    const params = {
      MessageSid: `SM${'e'.repeat(32)}`,
      MessageStatus: 'delivered',
      AccountSid: all.twilio.accountSid,
    };
    expect((await all.twilio.post(path, { ...params, To: person.address })).status).toBe(200);
    expect(
      (await all.app.api.ok<Message>('GET', `/api/messages/${message.id}`)).delivery?.status,
    ).toBe('unknown');
  });
});
