import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Channel } from '../contract/channel.ts';
import type { Contact } from '../contract/contact.ts';
import type { Conversation } from '../contract/conversation.ts';
import type { Message } from '../contract/message.ts';
import { addSimulator, note, reply, threadOf, write } from './phone.ts';
import { indexed } from './search-scene.ts';
import { startTestApp, type TestApp } from './test-app.ts';
import { waitFor } from './wait-for.ts';

describe('the language of a message', () => {
  let app: TestApp;
  let channel: Channel;

  beforeAll(async () => {
    app = await startTestApp();
    channel = await addSimulator(app.api);
  });
  afterAll(() => app?.stop());

  const languages = async (conversationId: string) => {
    await indexed(app);
    return (await threadOf(app.api, conversationId)).map(({ language }) => language);
  };
  const contactOf = async (conversationId: string) => {
    const { contact } = await app.api.ok<Conversation>(
      'GET',
      `/api/conversations/${conversationId}`,
    );
    return app.api.ok<Contact>('GET', `/api/contacts/${contact.id}`);
  };
  const contactLanguage = async (conversationId: string) =>
    (await contactOf(conversationId)).language;
  const correct = (id: string, language: string) =>
    app.api.request<Message>('POST', `/api/messages/${id}/language`, { language });

  it('is named after the arrival, message by message, and teaches a contact that had none', async () => {
    const phoneId = 'two-languages';
    const id = await write(app.api, channel, { phoneId, text: 'ok 👍' });
    expect(await languages(id)).toEqual([null]);
    expect(await contactLanguage(id)).toBeNull();
    await write(app.api, channel, { phoneId, text: 'Як отримати дозвіл на роботу?' });
    await waitFor('the contact to have a language', async () => await contactLanguage(id));
    await write(app.api, channel, {
      phoneId,
      text: 'Ich habe einen Brief vom Jobcenter bekommen.',
    });
    await write(app.api, channel, { phoneId, text: 'привіт' });
    expect(await languages(id)).toEqual([null, 'uk', 'de', 'uk']);
    expect(await contactLanguage(id)).toBe('uk');
  });

  it('that a messenger or a colleague gave the contact stays', async () => {
    const id = await write(app.api, channel, {
      phone: { id: 'told', name: 'A', messenger: 'simulator', language: 'ti' },
      text: 'I would like to ask something about my visa.',
    });
    const { id: contactId } = await contactOf(id);
    await app.api.ok('PATCH', `/api/contacts/${contactId}`, { language: 'ti' });
    expect(await languages(id)).toEqual(['en']);
    expect(await contactLanguage(id)).toBe('ti');
  });

  it('is corrected by people, and what they said is not overwritten', async () => {
    const id = await write(app.api, channel, { phoneId: 'corrected', text: 'Salam' });
    expect(await languages(id)).toEqual([null]);
    const [message] = await threadOf(app.api, id);
    const { status, body } = await correct(message?.id ?? '', 'az');
    expect([status, body.language]).toEqual([200, 'az']);
    expect(await contactLanguage(id)).toBe('az');
    expect((await correct(message?.id ?? '', 'tr')).body.language).toBe('tr');
    expect(await contactLanguage(id)).toBe('az');
    expect((await correct(message?.id ?? '', 'x')).status).toBe(422);
  });

  it('is a question of what contacts wrote, not of answers and notes', async () => {
    const id = await write(app.api, channel, {
      phoneId: 'answered',
      text: 'Merhaba, bir sorum var',
    });
    const answer = await reply(app.api, id, { text: 'Guten Tag, wie kann ich Ihnen helfen?' });
    const written = await note(app.api, id, { text: 'Er fragt nach dem Aufenthaltstitel.' });
    expect(await languages(id)).toEqual(['tr', null, null]);
    for (const { body } of [answer, written]) {
      expect((await correct(body.id, 'de')).status).toBe(422);
    }
  });

  it('is told to browsers when it is not the one of the contact', async () => {
    const phoneId = 'surprise';
    const id = await write(app.api, channel, {
      phoneId,
      text: 'Am primit o scrisoare de la primărie.',
    });
    await waitFor('the contact to have a language', async () => await contactLanguage(id));
    await write(app.api, channel, { phoneId, text: 'Când primesc răspuns la cererea mea?' });
    await write(app.api, channel, { phoneId, text: 'Je voudrais aussi parler avec une personne.' });
    expect(await languages(id)).toEqual(['ro', 'ro', 'fr']);
    const { rows } = await app.context.database.servicePool.query(
      `select m.language from realtime_event e join message m on m.id = e.message_id
       where e.type = 'message.updated' and e.conversation_id = $1 order by e.id`,
      [id],
    );
    expect(rows.map(({ language }) => language)).toEqual(['ro', 'fr']);
  });
});
