import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Channel } from '../contract/channel.ts';
import type { Message } from '../contract/message.ts';
import {
  addCorrespondent,
  reply,
  requestsTo,
  telegramError,
  trouble,
  waitForStatus,
  writeAs,
  type Correspondent,
} from './correspondents.ts';
import { fakeGraphCredentials, graphErrorBody, statusReport } from './fake-graph-payloads.ts';
import { fakeBotToken } from './fake-telegram.ts';
import { conversationsOf, startMessengers, type Messengers } from './messengers.ts';
import { addMember } from './tenants.ts';
import { waitFor } from './wait-for.ts';

describe('what a provider refuses', () => {
  let all: Messengers;

  beforeAll(async () => {
    all = await startMessengers();
  });
  afterAll(() => all?.stop());

  const tryToReply = ({ conversationId }: Correspondent) =>
    all.app.api.request('POST', `/api/conversations/${conversationId}/messages`, {
      clientMessageId: crypto.randomUUID(),
      text: 'Noch einmal',
    });
  const retry = (id: string) => all.app.api.request<Message>('POST', `/api/messages/${id}/retry`);
  const channel = (id: string) => all.app.api.ok<Channel>('GET', `/api/channels/${id}`);
  const refuse = (status: number, description: string, parameters?: Record<string, unknown>) =>
    all.telegram.failNext({
      method: 'sendMessage',
      status,
      body: telegramError(status, description, parameters),
    });

  it.for(['Forbidden: bot was blocked by the user', 'Forbidden: user is deactivated'])(
    'TGO12 "%s": failed, and the next message is refused before any call',
    async (description) => {
      const person = await addCorrespondent(all, 'telegram');
      refuse(403, description);
      const message = await waitForStatus(
        all,
        await reply(all, person, { text: 'Hallo' }),
        'failed',
      );
      expect(message.delivery?.failure).toEqual({
        code: 'contact_stopped',
        text: description,
        providerCode: '403',
      });
      expect(await tryToReply(person)).toMatchObject({
        status: 409,
        body: { code: 'contact_unreachable' },
      });
      expect(await retry(message.id)).toMatchObject({
        status: 409,
        body: { code: 'contact_unreachable' },
      });
      expect(requestsTo(all, person)).toHaveLength(1);
    },
  );

  it('TGO13 a bot that may not begin: failed, and the next message is tried', async () => {
    const person = await addCorrespondent(all, 'telegram');
    refuse(403, "Forbidden: bot can't initiate conversation with a user");
    const message = await waitForStatus(all, await reply(all, person, { text: 'Hallo' }), 'failed');
    expect(message.delivery?.failure?.code).toBe('contact_unreachable');
    await waitForStatus(all, await reply(all, person, { text: 'Noch einmal' }), 'accepted');
  });

  it('TGO15 any other refusal: failed with the words of the provider', async () => {
    const person = await addCorrespondent(all, 'telegram');
    refuse(400, 'Bad Request: message text is not right');
    const message = await waitForStatus(all, await reply(all, person, { text: 'Hallo' }), 'failed');
    expect(message.delivery?.failure).toEqual({
      code: 'content_rejected',
      text: 'Bad Request: message text is not right',
      providerCode: '400',
    });
  });

  it('TGO14 a chat that moved is written to at its new id, once, and stays known by the old one', async () => {
    const person = await addCorrespondent(all, 'telegram');
    const moved = { ...person, address: '-1001234567890' };
    refuse(400, 'Bad Request: group chat was upgraded to a supergroup chat', {
      migrate_to_chat_id: Number(moved.address),
    });
    await waitForStatus(all, await reply(all, person, { text: 'Umgezogen?' }), 'accepted');
    expect(requestsTo(all, person)).toHaveLength(1);
    expect(requestsTo(all, moved).map(({ text }) => text)).toEqual(['Umgezogen?']);
    await waitForStatus(all, await reply(all, person, { text: 'Angekommen' }), 'accepted');
    expect(requestsTo(all, moved).map(({ text }) => text)).toEqual(['Umgezogen?', 'Angekommen']);
    await writeAs(all, person, 'Von der alten Adresse', 990_001);
    const conversations = await conversationsOf(all.app, all.channels.telegram);
    expect(conversations.find(({ id }) => id === person.conversationId)?.lastMessage?.preview).toBe(
      'Von der alten Adresse',
    );
  });

  it('TWS04 21610 at once: failed, opted out, and the next message is refused before any call', async () => {
    const person = await addCorrespondent(all, 'sms');
    all.twilio.failNext({
      status: 400,
      code: 21610,
      message: 'Attempt to send to unsubscribed recipient',
    });
    const message = await waitForStatus(all, await reply(all, person, { text: 'Hallo' }), 'failed');
    expect(message.delivery?.failure).toMatchObject({
      code: 'contact_opted_out',
      providerCode: '21610',
    });
    expect(await tryToReply(person)).toMatchObject({
      status: 409,
      body: { code: 'contact_opted_out' },
    });
    expect(requestsTo(all, person)).toHaveLength(1);
    const [address] = await addressesOf(person);
    expect(address?.optedOutAt).toEqual(expect.any(String));
  });

  it('TWS04 21610 by callback: failed, opted out, and the next message is refused before any call', async () => {
    const person = await addCorrespondent(all, 'sms');
    const message = await waitForStatus(
      all,
      await reply(all, person, { text: 'Hallo' }),
      'accepted',
    );
    await all.twilio.statusCallback(message.externalId ?? '', 'failed', { ErrorCode: '21610' });
    await waitForStatus(all, message, 'failed');
    expect(await tryToReply(person)).toMatchObject({
      status: 409,
      body: { code: 'contact_opted_out' },
    });
  });

  it.for([
    ['undelivered', '30006', 'contact_unreachable'],
    ['failed', '30007', 'policy_rejected'],
    ['undelivered', '30005', 'address_invalid'],
    ['failed', '63016', 'window_closed'],
  ] as const)('TWS02 a callback %s with %s: failed, %s', async ([status, providerCode, code]) => {
    const person = await addCorrespondent(all, 'sms');
    const message = await waitForStatus(
      all,
      await reply(all, person, { text: 'Hallo' }),
      'accepted',
    );
    await all.twilio.statusCallback(message.externalId ?? '', status, { ErrorCode: providerCode });
    const { delivery } = await waitForStatus(all, message, 'failed');
    expect(delivery?.failure).toMatchObject({ code, providerCode });
    expect(requestsTo(all, person)).toHaveLength(1);
  });

  it.for([
    [131047, 'window_closed'],
    [131026, 'contact_unreachable'],
    [131049, 'policy_rejected'],
    [131050, 'policy_rejected'],
  ] as const)('WAS03 a status failed with %i: failed, %s', async ([providerCode, code]) => {
    const person = await addCorrespondent(all, 'whatsapp');
    const message = await waitForStatus(
      all,
      await reply(all, person, { text: 'Hallo' }),
      'accepted',
    );
    const report = statusReport(fakeGraphCredentials.phoneNumberId, {
      id: message.externalId ?? '',
      status: 'failed',
      recipientId: person.address,
      errors: [{ code: providerCode, title: 'Not delivered' }],
    });
    expect((await all.graph.deliver(all.channels.whatsapp.webhookUrl, report)).status).toBe(200);
    const { delivery } = await waitForStatus(all, message, 'failed');
    expect(delivery?.failure).toEqual({
      code,
      text: 'Not delivered',
      providerCode: String(providerCode),
    });
    expect(requestsTo(all, person)).toHaveLength(1);
  });

  it('WAO10 a 200 with an error in its body: failed with its class and words', async () => {
    const person = await addCorrespondent(all, 'whatsapp');
    const errors = [{ code: 131051, title: 'Unsupported message type' }];
    all.graph.failNext({ endpoint: 'messages', status: 200, body: { errors } });
    const message = await waitForStatus(all, await reply(all, person, { text: 'Hallo' }), 'failed');
    expect(message.delivery?.failure).toEqual({
      code: 'content_rejected',
      text: 'Unsupported message type',
      providerCode: '131051',
    });
    expect(requestsTo(all, person)).toHaveLength(1);
  });

  it('TWS06 WAS03 outside of the window: failed with window_closed', async () => {
    const bySms = await addCorrespondent(all, 'twilioWhatsapp');
    all.twilio.failNext({ status: 400, code: 63016, message: 'Outside the allowed window' });
    const one = await waitForStatus(all, await reply(all, bySms, { text: 'Hallo' }), 'failed');
    expect(one.delivery?.failure?.code).toBe('window_closed');
    const byCloud = await addCorrespondent(all, 'whatsapp');
    all.graph.failNext({
      endpoint: 'messages',
      status: 400,
      body: graphErrorBody(131047, 'Re-engagement message'),
    });
    const two = await waitForStatus(all, await reply(all, byCloud, { text: 'Hallo' }), 'failed');
    expect(two.delivery?.failure).toMatchObject({ code: 'window_closed', providerCode: '131047' });
  });

  it('TGO16 TWO07 refused credentials: messages wait with the reason shown, receiving goes on, new credentials let them flow', async () => {
    const [person, other] = [
      await addCorrespondent(all, 'telegram'),
      await addCorrespondent(all, 'telegram'),
    ];
    const bot = all.telegram.bots.get(fakeBotToken);
    if (!bot) throw new Error('no bot');
    all.telegram.bots.delete(fakeBotToken);
    const waiting = await reply(all, person, { text: 'Wartet' });
    const shown = await waitFor('the reason', async () => {
      const message = await all.app.api.ok<Message>('GET', `/api/messages/${waiting.id}`);
      return message.delivery?.failure && message;
    });
    expect(requestsTo(all, person)).toHaveLength(1);
    expect(shown.delivery).toMatchObject({
      status: 'queued',
      failure: { code: 'credentials_failed', providerCode: '401' },
    });
    expect(await channel(all.channels.telegram.id)).toMatchObject({
      status: 'credentials_failed',
      problem: 'Unauthorized',
      problemCode: 'credentials_failed',
    });

    expect((await writeAs(all, person, 'Ich höre nichts', 990_010)).status).toBe(200);
    const behind = await reply(all, person, { text: 'Dahinter' });
    const elsewhere = await reply(all, other, { text: 'Anderswo' });
    await waitFor('the other to wait as well', async () => {
      const message = await all.app.api.ok<Message>('GET', `/api/messages/${elsewhere.id}`);
      return message.delivery?.failure?.code === 'credentials_failed';
    });

    expect([...requestsTo(all, person), ...requestsTo(all, other)]).toHaveLength(2);
    const newToken = '123456789:AAEanewtokenanewtokenanewtokenanew-_02';
    all.telegram.bots.set(newToken, bot);
    const path = `/api/channels/${all.channels.telegram.id}`;
    const credentials = { botToken: newToken, webhookSecret: 'a-secret-for-tests' };
    expect(await all.app.api.ok('PATCH', path, { credentials })).toMatchObject({
      status: 'active',
      problem: null,
    });
    for (const message of [waiting, behind, elsewhere]) {
      const { delivery } = await waitForStatus(all, message, 'accepted');
      expect(delivery).not.toHaveProperty('failure');
    }
    const sent = all.telegram.requests.filter(
      ({ path, method }) => method === 'sendMessage' && path.includes('anewtoken'),
    );
    expect(sent.map(({ fields }) => fields['text']).toSorted()).toEqual([
      'Anderswo',
      'Dahinter',
      'Wartet',
    ]);
    all.telegram.bots.set(fakeBotToken, bot);
    await all.app.api.ok('PATCH', path, {
      credentials: { ...credentials, botToken: fakeBotToken },
    });
  });

  it('credentials that were refused by mistake: what gets through frees the channel and all that waits', async () => {
    const [person, other] = [
      await addCorrespondent(all, 'sms'),
      await addCorrespondent(all, 'sms'),
    ];
    all.twilio.failNext({ status: 401, code: 20003 });
    const waiting = await reply(all, person, { text: 'Wartet' });
    await waitFor(
      'the channel to be held',
      async () => (await channel(all.channels.sms.id)).status === 'credentials_failed',
    );
    expect((await waitForStatus(all, waiting, 'queued')).delivery?.failure?.code).toBe(
      'credentials_failed',
    );
    await waitForStatus(all, await reply(all, other, { text: 'Kommt durch' }), 'accepted');
    await waitForStatus(all, waiting, 'accepted');
    expect(await channel(all.channels.sms.id)).toMatchObject({ status: 'active', problem: null });
  });

  it('waiting for credentials uses up none of the attempts', async () => {
    const person = await addCorrespondent(all, 'sms');
    all.twilio.failNext({ status: 401, code: 20003 });
    const message = await reply(all, person, { text: 'Wartet' });
    const attempts = () =>
      waitFor('the reason', async () => {
        const { rows } = await all.app.context.database.servicePool.query<{
          attempt_count: number;
        }>(
          "select attempt_count from delivery where message_id = $1 and failure_code = 'credentials_failed'",
          [message.id],
        );
        return rows[0] && { count: rows[0].attempt_count };
      });
    expect((await attempts()).count).toBe(0);
    await all.app.api.ok('POST', `/api/channels/${all.channels.sms.id}/verify`);
    await waitForStatus(all, message, 'accepted');
  });

  it('a channel that is switched off: new messages are refused, one that waits fails with channel_down', async () => {
    const person = await addCorrespondent(all, 'sms');
    trouble.throttle(all, 'sms');
    const waiting = await reply(all, person, { text: 'Wartet' });
    await waitFor('the first try', () => requestsTo(all, person)[0]);
    await waitForStatus(all, waiting, 'queued');
    const path = `/api/channels/${all.channels.sms.id}`;
    await all.app.api.ok('PATCH', path, { isDisabled: true });
    expect(await tryToReply(person)).toMatchObject({ status: 409, body: { code: 'channel_down' } });
    const { delivery } = await waitForStatus(all, waiting, 'failed');
    expect(delivery?.failure?.code).toBe('channel_down');
    expect(requestsTo(all, person)).toHaveLength(1);
    await all.app.api.ok('PATCH', path, { isDisabled: false });
    await waitForStatus(all, await reply(all, person, { text: 'Wieder da' }), 'accepted');
  });

  it('a retry is one attempt: what is refused again for the moment is failed, not repeated', async () => {
    const person = await addCorrespondent(all, 'telegram');
    refuse(400, 'Bad Request: message text is not right');
    const message = await waitForStatus(all, await reply(all, person, { text: 'Hallo' }), 'failed');
    // Slow enough that all three ask while the one attempt is under way.
    all.telegram.failNext({
      method: 'sendMessage',
      status: 500,
      body: telegramError(500, 'Internal Server Error'),
      delayMs: 2000,
    });
    const answers = await Promise.all([retry(message.id), retry(message.id), retry(message.id)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    await waitFor('the second try', () => requestsTo(all, person)[1]);
    expect((await waitForStatus(all, message, 'failed')).delivery?.failure?.code).toBe(
      'provider_unavailable',
    );
    expect(requestsTo(all, person)).toHaveLength(2);
    await retry(message.id);
    await waitForStatus(all, message, 'accepted');
    expect(requestsTo(all, person)).toHaveLength(3);
    expect(await retry(message.id)).toMatchObject({ status: 409, body: { code: 'conflict' } });
  });

  it('a note, a message of the contact and a message of somebody else have no retry', async () => {
    const person = await addCorrespondent(all, 'telegram');
    const path = `/api/conversations/${person.conversationId}/notes`;
    const note = await all.app.api.ok<Message>('POST', path, {
      clientMessageId: 'note-1',
      text: 'Intern',
    });
    expect((await retry(note.id)).status).toBe(422);
    expect((await retry(person.firstMessage.id)).status).toBe(422);
    expect((await retry(crypto.randomUUID())).status).toBe(404);
    const { api } = await addMember(all.app, 'berater');
    expect((await api.request('POST', `/api/messages/${note.id}/retry`)).status).toBe(422);
  });

  async function addressesOf({
    conversationId,
  }: Correspondent): Promise<{ optedOutAt: string | null }[]> {
    const conversation = await all.app.api.ok<{ contact: { id: string } }>(
      'GET',
      `/api/conversations/${conversationId}`,
    );
    const contact = await all.app.api.ok<{ addresses: { optedOutAt: string | null }[] }>(
      'GET',
      `/api/contacts/${conversation.contact.id}`,
    );
    return contact.addresses;
  }
});
