import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InboundEvent } from '../../adapters/adapter.ts';
import { requestsTo } from './correspondents.ts';
import { fakeGraphCredentials, statusReport } from './fake-graph-payloads.ts';
import {
  countStored,
  counterValue,
  findMessage,
  messageSid,
  postTelegram,
  postTwilio,
  twilioMessage,
} from './messengers.ts';
import { startIdentityScene, type IdentityScene } from './identity-scene.ts';
import { textUpdate } from './telegram-updates.ts';

const { phoneNumberId } = fakeGraphCredentials;

describe('the names of an account on every line', () => {
  let scene: IdentityScene;
  let all: IdentityScene['all'];
  let write: IdentityScene['write'];
  let where: IdentityScene['where'];
  let open: IdentityScene['open'];
  let answer: IdentityScene['answer'];
  beforeAll(async () => {
    scene = await startIdentityScene();
    ({ all, write, where, open, answer } = scene);
  });
  afterAll(() => scene?.stop());

  it('WAO02 names in an answer and in a status report are kept; an id that had written alone is the same person', async () => {
    const alone = await write({ userId: 'DE.2002' });
    const { conversationId } = await write({ from: '49151200001' });
    const sent = await answer(conversationId, 'Wer sind Sie?');
    const report = (userId: string) =>
      statusReport(phoneNumberId, {
        id: sent.externalId ?? '',
        status: 'delivered',
        recipientId: '49151200001',
        recipient_user_id: userId,
      });
    await all.graph.deliver(all.channels.whatsapp.webhookUrl, report('DE.2001'));
    expect((await open(conversationId)).address?.aliases).toContain('whatsapp:DE.2001');
    expect((await write({ userId: 'DE.2001' })).conversationId).toBe(conversationId);
    const stored = await countStored(all.app);
    await all.graph.deliver(all.channels.whatsapp.webhookUrl, report('DE.2001'));
    expect((await countStored(all.app))['contact_alias']).toBe(stored['contact_alias']);
    await all.graph.deliver(all.channels.whatsapp.webhookUrl, report('DE.2002'));
    const { contact } = await open(conversationId);
    expect(contact.conversationIds).toContain(alone.conversationId);
  });

  it('TWI12 TWI13 TWI14 Twilio’s WhatsApp: number, id alone, id beside the number are one conversation', async () => {
    const { twilioWhatsapp } = all.channels;
    const post = async (seed: string, params: Record<string, string>) => {
      const { WaId: _, ...message } = twilioMessage(all, {
        sid: messageSid(seed),
        from: 'whatsapp:+49151120001',
        body: seed,
      });
      const answer = await postTwilio(all, twilioWhatsapp, { ...message, ...params });
      expect(answer.status).toBe(200);
      return findMessage(all.app, twilioWhatsapp, messageSid(seed));
    };
    const first = await post('names-1', { ExternalUserId: 'whatsapp:DE.1201' });
    const byId = await post('names-2', {
      From: 'whatsapp:DE.1201',
      ExternalUserId: 'whatsapp:DE.1201',
    });
    expect(byId?.conversationId).toBe(first?.conversationId);
    expect((await open(first?.conversationId ?? '')).contact).toMatchObject({
      displayName: 'Amina',
      addresses: [{ urn: 'whatsapp:49151120001', aliases: ['whatsapp:DE.1201'] }],
    });
    const invalid = await post('names-3', { ExternalUserId: 'not an id' });
    expect(invalid?.conversationId).toBe(first?.conversationId);
    const onlyId = await post('names-4', { From: 'whatsapp:US.1234' });
    expect((await open(onlyId?.conversationId ?? '')).address).toMatchObject({
      urn: 'whatsapp:US.1234',
      aliases: [],
    });
  });

  it('TWI10 a short code and a sender’s name keep their own address', async () => {
    const { sms } = all.channels;
    for (const from of ['12345', 'Jobcenter']) {
      const sid = messageSid(`odd ${from}`);
      await postTwilio(all, sms, twilioMessage(all, { sid, from, body: 'Kurz' }));
      const message = await findMessage(all.app, sms, sid);
      expect((await open(message?.conversationId ?? '')).address?.urn).toBe(`tel:${from}`);
    }
  });

  it('TGI23 TGO14 a chat that migrates is written to at its new id, and known by all it had', async () => {
    const { telegram } = all.channels;
    const post = async (userId: number, messageId: number) => {
      await postTelegram(all, textUpdate('Hallo', { updateId: messageId, messageId, userId }));
      return findMessage(all.app, telegram, `${userId}:${messageId}`);
    };
    const migrate = (from: number, to: number) =>
      postTelegram(all, {
        update_id: 1,
        message: {
          message_id: 1,
          date: Math.floor(Date.now() / 1000) + 1,
          chat: { id: from, type: 'group', title: 'Familie' },
          from: { id: 1, is_bot: false, first_name: 'Test' },
          migrate_to_chat_id: to,
        },
      });
    const message = await post(77_001, 1);
    const conversationId = message?.conversationId ?? '';
    expect((await migrate(77_001, -100_077_001)).status).toBe(200);
    expect((await open(conversationId)).address).toMatchObject({
      urn: 'telegram:-100077001',
      aliases: ['telegram:77001'],
    });
    await answer(conversationId, 'Umgezogen');
    expect(requestsTo(all, { line: 'telegram', address: '-100077001' })).toHaveLength(1);
    expect((await post(77_001, 2))?.conversationId).toBe(conversationId);
    const unknown = () =>
      counterValue(all.app, 'lotse_ignored_total', { reason: 'unknown_contact' });
    const before = await unknown();
    expect((await migrate(-4001, -100_004_001)).status).toBe(200);
    expect(await unknown()).toBe(before + 1);
  });

  it('WWI02 a hidden id whose number was found out once is found by the id alone afterwards; without a number it is the address', async () => {
    const channel = await all.app.context.directory.byId(all.channels.whatsapp.id);
    if (!channel) throw new Error('The channel is gone');
    const event = (externalId: string, urn: string, aliases?: string[]): InboundEvent => ({
      type: 'message.received',
      externalId,
      sender: { urn, ...(aliases && { aliases }), messenger: 'whatsapp' },
      sentAt: new Date(),
      providerOrder: null,
      content: { kind: 'text', text: externalId, payload: null, attachments: [] },
      raw: null,
    });
    const accept = async (one: InboundEvent & { externalId: string }) => {
      await all.app.context.intake.accept(channel, [one], new Date());
      return where(one.externalId);
    };
    const lid = 'whatsapp:158883457126556@lid';
    const first = await accept(event('lid-1', 'whatsapp:49151300001', [lid]) as never);
    const second = await accept(event('lid-2', lid) as never);
    expect(second.conversationId).toBe(first.conversationId);
    expect(second.address).toMatchObject({ urn: 'whatsapp:49151300001', aliases: [lid] });
    const hidden = await accept(event('lid-3', 'whatsapp:158883457126557@lid') as never);
    expect(hidden.address?.urn).toBe('whatsapp:158883457126557@lid');
    const found = await accept(
      event('lid-4', 'whatsapp:49151300002', ['whatsapp:158883457126557@lid']) as never,
    );
    expect(found.conversationId).toBe(hidden.conversationId);
    expect(found.address?.urn).toBe('whatsapp:49151300002');
  });

  it('the name of the profile follows the messenger, and is written only when it changed', async () => {
    const first = await write({ from: '49151400001', name: 'Amina' });
    expect(first.contact.displayName).toBe('Amina');
    const renamed = await write({ from: '49151400001', name: 'Amina Haddad' });
    expect(renamed.contact.displayName).toBe('Amina Haddad');
    const { pool } = { pool: all.app.context.database.servicePool };
    const version = async () =>
      (await pool.query('select xmin::text from contact where id = $1', [first.contact.id])).rows;
    const before = await version();
    await write({ from: '49151400001', name: 'Amina Haddad' });
    expect(await version()).toEqual(before);
    await all.app.api.ok('PATCH', `/api/contacts/${first.contact.id}`, { displayName: 'Frau H.' });
    expect((await write({ from: '49151400001', name: 'أمينة' })).contact.displayName).toBe(
      'Frau H.',
    );
    await all.app.api.ok('PATCH', `/api/contacts/${first.contact.id}`, { displayName: null });
    expect((await open(first.conversationId)).contact.displayName).toBe('أمينة');
  });
});
