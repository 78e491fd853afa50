import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Contact } from '../contract/contact.ts';
import type { Conversation } from '../contract/conversation.ts';
import type { Message } from '../contract/message.ts';
import { fakeGraphCredentials, inboundMessage } from './fake-graph-payloads.ts';
import {
  conversationsOf,
  counterValue,
  findMessage,
  postSimulator,
  postTelegram,
  startMessengers,
  threadOf,
  type Messengers,
} from './messengers.ts';
import { textUpdate } from './telegram-updates.ts';
import { waitFor } from './wait-for.ts';

const { phoneNumberId } = fakeGraphCredentials;
const seconds = () => Math.floor(Date.now() / 1000);

describe('what happens to messages and people afterwards', () => {
  let all: Messengers;
  beforeAll(async () => {
    all = await startMessengers();
  });
  afterAll(() => all?.stop());

  const chat = (id: number) => ({ id, type: 'private', first_name: 'Test' });
  const from = (id: number) => ({ id, is_bot: false, first_name: 'Test' });
  async function write(
    userId: number,
    messageId: number,
    text: string,
    at = new Date(),
  ): Promise<Message> {
    const update = textUpdate(text, {
      updateId: messageId,
      messageId,
      userId,
      at,
      name: `Person ${userId}`,
    });
    expect((await postTelegram(all, update)).status).toBe(200);
    return read(userId, messageId);
  }
  async function edit(
    userId: number,
    messageId: number,
    text: string,
    editedAt = seconds(),
  ): Promise<number> {
    const message = {
      message_id: messageId,
      date: editedAt - 5,
      edit_date: editedAt,
      chat: chat(userId),
      from: from(userId),
      text,
    };
    return (await postTelegram(all, { update_id: 1, edited_message: message })).status;
  }
  async function read(userId: number, messageId: number): Promise<Message> {
    const message = await findMessage(all.app, all.channels.telegram, `${userId}:${messageId}`);
    expect(message).toBeDefined();
    return message as Message;
  }
  async function conversationOf(message: Message): Promise<Conversation> {
    return all.app.api.ok<Conversation>('GET', `/api/conversations/${message.conversationId}`);
  }
  async function addressOf(message: Message) {
    const { contact } = await conversationOf(message);
    return (await all.app.api.ok<Contact>('GET', `/api/contacts/${contact.id}`)).addresses[0];
  }
  const ignored = (reason: string) => counterValue(all.app, 'lotse_ignored_total', { reason });

  describe('edits', () => {
    it('TGI14 an edit replaces the text, shows in the list and keeps what was said before', async () => {
      const original = await write(601, 1, 'Ich komme am Montag');
      expect(await edit(601, 1, 'Ich komme am Dienstag')).toBe(200);
      const edited = await read(601, 1);
      expect(edited).toMatchObject({
        id: original.id,
        text: 'Ich komme am Dienstag',
        editedAt: expect.any(String),
      });
      expect((await conversationOf(edited)).lastMessage?.preview).toBe('Ich komme am Dienstag');
      const { rows } = await all.app.context.database.servicePool.query(
        'select id, organization_id, content from message_version where message_id = $1',
        [original.id],
      );
      expect(rows).toHaveLength(1);
      const keys = await all.app.context.keyring.of(rows[0].organization_id);
      expect(
        JSON.parse(keys.open(rows[0].id, 'message_version.content', rows[0].content)),
      ).toMatchObject({ text: original.text });

      expect(await edit(601, 1, 'Ich komme gar nicht', seconds() + 60)).toBe(200);
      const versions = `/api/messages/${original.id}/versions`;
      expect(await all.app.api.ok('GET', versions)).toEqual({
        items: ['Ich komme am Montag', 'Ich komme am Dienstag'].map((text) => ({
          text,
          replacedAt: expect.any(String),
        })),
      });
      // What was taken back is gone with everything it ever said.
      await all.app.context.database.servicePool.query(
        'update message set deleted_at = now() where id = $1',
        [original.id],
      );
      expect(await all.app.api.ok('GET', versions)).toEqual({ items: [] });
    });

    it('TGI14 a caption is edited, the file stays', async () => {
      const message = {
        message_id: 1,
        date: seconds(),
        chat: chat(602),
        from: from(602),
        photo: [{ file_id: 'gone', file_unique_id: 'g', width: 1, height: 1 }],
      };
      await postTelegram(all, { update_id: 1, message: { ...message, caption: 'vorher' } });
      await postTelegram(all, {
        update_id: 2,
        edited_message: { ...message, caption: 'nachher', edit_date: seconds() },
      });
      expect(await read(602, 1)).toMatchObject({
        kind: 'image',
        text: 'nachher',
        attachments: [{ kind: 'image' }],
      });
    });

    it('TGI14 the edit of a message that never came is stored in its place', async () => {
      expect(await edit(603, 7, 'nur die Änderung')).toBe(200);
      const message = await read(603, 7);
      expect(message).toMatchObject({ text: 'nur die Änderung', kind: 'text' });
      expect(await conversationOf(message)).toMatchObject({ status: 'open', unreadCount: 1 });
      // The original, overtaken by its edit.
      await write(603, 7, 'das Original');
      expect(await threadOf(all.app, message.conversationId)).toMatchObject([
        { text: 'nur die Änderung' },
      ]);
    });

    it('ten edits at once leave the newest, whatever their order', async () => {
      await write(604, 1, 'Fassung 0');
      const start = seconds();
      const versions = [4, 9, 1, 7, 3, 10, 2, 8, 5, 6];
      const answers = await Promise.all(
        versions.map((version) => edit(604, 1, `Fassung ${version}`, start + version)),
      );
      expect(answers).toEqual(versions.map(() => 200));
      expect(await read(604, 1)).toMatchObject({ text: 'Fassung 10' });
    });

    it('message and edit at once, the edit first or last: the edit stays', async () => {
      for (let round = 0; round < 5; round++) {
        const userId = 6050 + round;
        await Promise.all([write(userId, 1, 'Original'), edit(userId, 1, 'Änderung')]);
        expect(await read(userId, 1)).toMatchObject({ text: 'Änderung' });
      }
    });

    it('TGI10 a live location moves, as one message', async () => {
      const message = { message_id: 1, date: seconds(), chat: chat(606), from: from(606) };
      const at = (latitude: number) => ({ latitude, longitude: 13, live_period: 900 });
      await postTelegram(all, { update_id: 1, message: { ...message, location: at(52) } });
      await postTelegram(all, {
        update_id: 2,
        edited_message: { ...message, edit_date: seconds() + 60, location: at(53) },
      });
      const moved = await read(606, 1);
      expect(moved).toMatchObject({ kind: 'live_location', payload: { latitude: 53 } });
      expect(await threadOf(all.app, moved.conversationId)).toHaveLength(1);
    });
  });

  it('WAI24 a message that was taken back is shown as such, its text no more', async () => {
    const deliver = (payload: unknown) =>
      all.graph.deliver(all.channels.whatsapp.webhookUrl, payload);
    await deliver(inboundMessage(phoneNumberId, { id: 'wamid.back', text: 'das war falsch' }));
    const revoke = {
      id: 'wamid.revoke',
      type: 'revoke',
      revoke: { original_message_id: 'wamid.back' },
    };
    expect((await deliver(inboundMessage(phoneNumberId, revoke))).status).toBe(200);
    const message = await findMessage(all.app, all.channels.whatsapp, 'wamid.back');
    expect(message).toMatchObject({ text: null, deletedAt: expect.any(String) });
    const [conversation] = await conversationsOf(all.app, all.channels.whatsapp);
    expect(conversation?.lastMessage?.preview ?? '').not.toContain('falsch');
    const unknown = {
      id: 'wamid.revoke2',
      type: 'revoke',
      revoke: { original_message_id: 'wamid.nobody' },
    };
    const before = await ignored('unknown_message');
    expect((await deliver(inboundMessage(phoneNumberId, unknown))).status).toBe(200);
    expect(await ignored('unknown_message')).toBe(before + 1);
  });

  describe('reactions', () => {
    const react = (userId: number, messageId: string | number, ...emojis: string[]) =>
      postTelegram(all, {
        update_id: 1,
        message_reaction: {
          chat: chat(userId),
          user: from(userId),
          message_id: Number(messageId),
          date: seconds(),
          old_reaction: [],
          new_reaction: emojis.map((emoji) => ({ type: 'emoji', emoji })),
        },
      });

    it('TGI17 are put on a message, changed and taken back, without counting as a message', async () => {
      const message = await write(610, 1, 'Danke');
      await all.app.api.ok('POST', `/api/conversations/${message.conversationId}/read`);
      await react(610, 1, '👍');
      expect((await read(610, 1)).reactions).toMatchObject([{ emoji: '👍', author: 'contact' }]);
      await react(610, 1, '❤', '🔥');
      expect((await read(610, 1)).reactions.map(({ emoji }) => emoji).toSorted()).toEqual(
        ['❤', '🔥'].toSorted(),
      );
      await react(610, 1);
      expect((await read(610, 1)).reactions).toEqual([]);
      expect(await conversationOf(message)).toMatchObject({
        unreadCount: 0,
        lastMessage: { id: message.id },
      });
    });

    it('TGI17 reach the message that we sent', async () => {
      const message = await write(611, 1, 'Hallo');
      const reply = await all.app.api.ok<Message>(
        'POST',
        `/api/conversations/${message.conversationId}/messages`,
        {
          clientMessageId: 'r1',
          text: 'Guten Tag',
        },
      );
      const sent = await waitFor('the reply to be sent', async () => {
        const now = await all.app.api.ok<Message>('GET', `/api/messages/${reply.id}`);
        return now.externalId ? now : undefined;
      });
      await react(611, sent.externalId?.split(':')[1] ?? '', '🙏');
      expect(
        (await all.app.api.ok<Message>('GET', `/api/messages/${reply.id}`)).reactions,
      ).toMatchObject([{ emoji: '🙏' }]);
    });

    it('on a message that nobody knows are counted and left', async () => {
      const before = await ignored('unknown_message');
      expect((await react(612, 999, '👍')).status).toBe(200);
      expect(await ignored('unknown_message')).toBe(before + 1);
    });
  });

  it('TGI16 who blocks the bot cannot be reached, until they let it in again', async () => {
    const message = await write(620, 1, 'Hallo');
    const member = (status: string, date: number) =>
      postTelegram(all, {
        update_id: 1,
        my_chat_member: {
          chat: chat(620),
          from: from(620),
          date,
          old_chat_member: {},
          new_chat_member: { status },
        },
      });
    expect((await addressOf(message))?.reachable).toBe(true);
    expect((await member('kicked', seconds())).status).toBe(200);
    expect((await addressOf(message))?.reachable).toBe(false);
    const path = `/api/conversations/${message.conversationId}/messages`;
    const refused = await all.app.api.request('POST', path, {
      clientMessageId: 'b1',
      text: 'Hören Sie mich?',
    });
    expect(refused).toMatchObject({ status: 409, body: { code: 'contact_unreachable' } });
    await member('member', seconds() + 5);
    expect((await addressOf(message))?.reachable).toBe(true);
  });

  it('TWI11 STOP is a message that is shown, and no answer leaves after it; START opens again', async () => {
    const { sms } = all.channels;
    const send = (sid: string, body: string, type: string) =>
      all.twilio.post(sms.webhookUrl, {
        MessageSid: sid,
        AccountSid: all.twilio.accountSid,
        From: '+4915112340000',
        To: '+4915735980000',
        Body: body,
        NumMedia: '0',
        OptOutType: type,
      });
    await send('SM00000000000000000000000000000001', 'STOP', 'STOP');
    const message = await findMessage(all.app, sms, 'SM00000000000000000000000000000001');
    expect(message).toMatchObject({ text: 'STOP' });
    expect((await addressOf(message as Message))?.optedOutAt).toEqual(expect.any(String));
    const path = `/api/conversations/${message?.conversationId}/messages`;
    const refused = await all.app.api.request('POST', path, {
      clientMessageId: 's1',
      text: 'Guten Tag',
    });
    expect(refused).toMatchObject({ status: 409, body: { code: 'contact_opted_out' } });
    await send('SM00000000000000000000000000000002', 'START', 'START');
    expect((await addressOf(message as Message))?.optedOutAt).toBeNull();
  });

  it('TGI15 a tap on a button is a reply, acknowledged once however often it is delivered', async () => {
    const tap = {
      update_id: 1,
      callback_query: { id: 'query-1', from: from(630), chat_instance: '1', data: 'termin' },
    };
    for (let delivery = 0; delivery < 3; delivery++)
      expect((await postTelegram(all, tap)).status).toBe(200);
    const acknowledged = () =>
      all.telegram.requests.filter(
        ({ method, fields }) =>
          method === 'answerCallbackQuery' && fields['callback_query_id'] === 'query-1',
      );
    await waitFor('the tap to be acknowledged', () => acknowledged().length > 0);
    const message = await findMessage(all.app, all.channels.telegram, 'cb:query-1');
    expect(message).toMatchObject({ kind: 'button_reply', payload: { id: 'termin' } });
    // A later tap is acknowledged after all that an earlier delivery could have asked for.
    await postTelegram(all, { ...tap, callback_query: { ...tap.callback_query, id: 'query-2' } });
    await waitFor('the next tap', () =>
      all.telegram.requests.some(({ fields }) => fields['callback_query_id'] === 'query-2'),
    );
    expect(acknowledged()).toHaveLength(1);
  });

  it('a message reopens what was closed and ends a snooze', async () => {
    const message = await write(650, 1, 'eins');
    const path = `/api/conversations/${message.conversationId}`;
    await all.app.api.ok('POST', `${path}/snooze`, {
      until: new Date(Date.now() + 3_600_000).toISOString(),
    });
    await all.app.api.ok('POST', `${path}/close`);
    await write(650, 2, 'zwei');
    expect(await conversationOf(message)).toMatchObject({
      status: 'open',
      snoozedUntil: null,
      waitingSince: expect.any(String),
    });
  });

  it('the simulator blocks, lets in and reacts like the others', async () => {
    const phone = { id: 'phone-9', name: 'Nora' };
    await postSimulator(all, [
      { type: 'message', id: 'p9', phone, text: 'Hallo', at: new Date().toISOString() },
    ]);
    const message = (await findMessage(all.app, all.channels.simulator, 'p9')) as Message;
    await postSimulator(all, [
      { type: 'reaction', phone, target: 'p9', emojis: ['🙂'] },
      { type: 'block', phone },
    ]);
    expect((await findMessage(all.app, all.channels.simulator, 'p9'))?.reactions).toMatchObject([
      { emoji: '🙂' },
    ]);
    expect((await addressOf(message))?.reachable).toBe(false);
  });
});
