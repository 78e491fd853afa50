import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Conversation } from '../contract/conversation.ts';
import type { Message } from '../contract/message.ts';
import { addCorrespondent, telegramError, writeAs, type Correspondent } from './correspondents.ts';
import { graphErrorBody } from './fake-graph-payloads.ts';
import { countStored, startMessengers, threadOf, type Messengers } from './messengers.ts';
import { addMember, addOrganization } from './tenants.ts';
import { waitFor } from './wait-for.ts';

let all: Messengers;

beforeAll(async () => {
  all = await startMessengers();
});
afterAll(async () => {
  expect(all.graph.violations).toEqual([]);
  await all?.stop();
});

const sql = (text: string, values: unknown[] = []) =>
  all.app.context.database.servicePool.query(text, values);
const react = (id: string, emoji: string | null, api = all.app.api) =>
  api.request<Message>('POST', `/api/messages/${id}/reactions`, { emoji });
const current = (id: string) => all.app.api.ok<Message>('GET', `/api/messages/${id}`);
const reactionOf = async (id: string) =>
  (await current(id)).reactions.map(({ emoji, author, status, failureCode }) => ({
    emoji,
    author,
    ...(status && { status }),
    ...(failureCode && { failureCode }),
  }));
const becomes = (id: string, status: string) =>
  waitFor(`a reaction to be ${status}`, async () =>
    (await current(id)).reactions.some((one) => one.status === status),
  );

describe('our reaction to a message of the contact', () => {
  let person: Correspondent;
  let id: string;
  const calls = () =>
    all.telegram.requests
      .filter(({ method, fields }) => {
        return method === 'setMessageReaction' && String(fields['chat_id']) === person.address;
      })
      .map(({ fields }) => fields['reaction']);
  const emojis = (...given: string[]) => given.map((emoji) => [{ type: 'emoji', emoji }]);

  beforeAll(async () => {
    person = await addCorrespondent(all, 'telegram');
    id = person.firstMessage.id;
  });

  it('is shown at once, sent, replaced and taken back', async () => {
    expect((await react(id, '👍')).body.reactions).toMatchObject([
      { emoji: '👍', author: 'counselor', status: 'queued' },
    ]);
    await becomes(id, 'sent');
    await react(id, '🙏');
    await waitFor('the second call', () => calls().length === 2);
    await becomes(id, 'sent');
    expect(await reactionOf(id)).toEqual([{ emoji: '🙏', author: 'counselor', status: 'sent' }]);
    expect((await react(id, null)).body.reactions).toEqual([]);
    await waitFor('the third call', () => calls().length === 3);
    expect(calls()).toEqual([...emojis('👍', '🙏'), []]);
    await waitFor(
      'no row',
      async () => (await sql("select from reaction where author = 'counselor'")).rowCount === 0,
    );
  });

  it('set twice is sent once; a failure that passes is tried again', async () => {
    const before = calls().length;
    all.telegram.failNext({ method: 'setMessageReaction', destroy: true });
    await Promise.all([react(id, '🎉'), react(id, '🎉')]);
    await becomes(id, 'sent');
    await react(id, '🎉');
    expect(calls().slice(before)).toEqual(emojis('🎉', '🎉'));
  });

  it('of two that follow each other fast the messenger hears the last one last', async () => {
    const before = calls().length;
    all.telegram.failNext({ method: 'setMessageReaction', delayMs: 400 });
    await react(id, '👏');
    await waitFor('the first call', () => calls().length === before + 1);
    await react(id, '🤝');
    await becomes(id, 'sent');
    expect(calls().slice(before)).toEqual(emojis('👏', '🤝'));
    expect(await reactionOf(id)).toEqual([{ emoji: '🤝', author: 'counselor', status: 'sent' }]);
  });

  it('a lost wake-up is found by the schedule', async () => {
    const before = calls().length;
    await sql(
      `update reaction set status = 'queued', attempt_count = 0, next_attempt_at = now() - interval '3 seconds'
       where message_id = $1`,
      [id],
    );
    await waitFor('the call', () => calls().length === before + 1);
  });

  it('what the messenger refuses is shown with its reason and can be set anew', async () => {
    all.telegram.failNext({
      method: 'setMessageReaction',
      status: 400,
      body: telegramError(400, 'Bad Request: message to react not found'),
    });
    await react(id, '👌');
    await becomes(id, 'failed');
    expect(await reactionOf(id)).toEqual([
      { emoji: '👌', author: 'counselor', status: 'failed', failureCode: 'content_rejected' },
    ]);
    await react(id, '👌');
    await becomes(id, 'sent');
  });

  it('stands beside the contact’s own', async () => {
    const [chat] = person.firstMessage.externalId?.split(':').map(Number) ?? [];
    const connected = await all.app.context.directory.byId(all.channels.telegram.id);
    if (!connected) throw new Error('no channel');
    await all.app.context.intake.accept(
      connected,
      [
        {
          type: 'reaction.changed',
          targetExternalId: person.firstMessage.externalId ?? '',
          sender: { urn: `telegram:${chat}`, messenger: 'telegram' },
          emojis: ['❤'],
          at: new Date(),
          raw: {},
        },
      ],
      new Date(),
    );
    expect((await reactionOf(id)).map(({ emoji, author }) => [emoji, author])).toEqual([
      ['👌', 'counselor'],
      ['❤', 'contact'],
    ]);
  });

  it('goes out on WhatsApp as a message that names the other', async () => {
    const other = await addCorrespondent(all, 'whatsapp');
    await react(other.firstMessage.id, '❤');
    await becomes(other.firstMessage.id, 'sent');
    const sent = all.graph.requests.filter(({ fields }) => fields['type'] === 'reaction');
    expect(sent.map(({ fields }) => fields['reaction'])).toEqual([
      { message_id: other.firstMessage.externalId, emoji: '❤️' },
    ]);

    await sql(
      "update conversation set reply_window_until = now() - interval '1 minute' where id = $1",
      [other.conversationId],
    );
    expect((await react(other.firstMessage.id, '👍')).body).toMatchObject({
      code: 'reply_window_closed',
    });
    expect(all.graph.requests.filter(({ fields }) => fields['type'] === 'reaction')).toHaveLength(
      1,
    );
  });

  it('is refused where there is none: by SMS, on our own messages, on notes, and for other emoji', async () => {
    const other = await addCorrespondent(all, 'sms');
    expect(await react(other.firstMessage.id, '👍')).toMatchObject({
      status: 409,
      body: { code: 'policy_forbids' },
    });
    const path = `/api/conversations/${person.conversationId}`;
    const body = { clientMessageId: 'n', text: 'Nur für uns' };
    const note = await all.app.api.ok<Message>('POST', `${path}/notes`, body);
    const ours = await all.app.api.ok<Message>('POST', `${path}/messages`, {
      clientMessageId: 'm',
      text: 'Guten Tag',
    });
    for (const { id: target } of [note, ours]) expect((await react(target, '👍')).status).toBe(422);
    for (const emoji of ['🫠', 'x', '']) expect((await react(id, emoji)).status).toBe(422);
  });

  it('is no business of another organization, nor of who may not write', async () => {
    const stranger = await addOrganization(all.app);
    expect((await react(id, '👍', stranger.api)).status).toBe(404);
    const operator = await addMember(all.app, 'operator', ['platform_operator']);
    expect((await react(id, '👍', operator.api)).status).toBe(403);
    for (const path of [`/api/conversations/${person.conversationId}/typing`]) {
      expect((await stranger.api.request('POST', path)).status).toBe(404);
      expect((await operator.api.request('POST', path)).status).toBe(403);
    }
    const versions = `/api/messages/${id}/versions`;
    expect((await stranger.api.request('GET', versions)).status).toBe(404);
    expect((await operator.api.request('GET', versions)).status).toBe(403);
  });
});

describe('typing and read marks', () => {
  const set = (line: 'telegram' | 'whatsapp' | 'sms', settings: object) =>
    all.app.api.ok('PATCH', `/api/channels/${all.channels[line].id}`, settings);
  const type = ({ conversationId }: Correspondent) =>
    all.app.api.request('POST', `/api/conversations/${conversationId}/typing`);
  const read = ({ conversationId }: Correspondent) =>
    all.app.api.ok<Conversation>('POST', `/api/conversations/${conversationId}/read`);
  const actions = ({ address }: Correspondent) =>
    all.telegram.requests.filter(
      ({ method, fields }) => method === 'sendChatAction' && String(fields['chat_id']) === address,
    );
  const marks = () =>
    all.graph.requests
      .filter(({ fields }) => fields['status'] === 'read')
      .map(({ fields }) => fields);

  it('are off until an administrator wants them', async () => {
    expect(await all.app.api.ok('GET', `/api/channels/${all.channels.telegram.id}`)).toMatchObject({
      sendsTyping: false,
      sendsReadMarks: false,
    });
    const [tina, wael] = [
      await addCorrespondent(all, 'telegram'),
      await addCorrespondent(all, 'whatsapp'),
    ];
    expect((await type(tina)).status).toBe(204);
    expect((await type(wael)).status).toBe(204);
    expect((await read(wael)).unreadCount).toBe(0);
    await set('telegram', { sendsTyping: true });
    const person = await addCorrespondent(all, 'telegram');
    await type(person);
    await waitFor('the action', () => actions(person).length === 1);
    expect(actions(tina)).toEqual([]);
    expect(marks()).toEqual([]);
  });

  it('TGO18 typing is shown, seldom however often it is said; nothing is stored, a failure is ignored', async () => {
    await set('telegram', { sendsTyping: true });
    const person = await addCorrespondent(all, 'telegram');
    const before = await countStored(all.app);
    all.telegram.failNext({ method: 'sendChatAction', status: 500, body: '<html>' });
    for (let time = 0; time < 5; time += 1) expect((await type(person)).status).toBe(204);
    await waitFor('the action', () => actions(person).length > 0);
    await waitFor('the log line', () =>
      all.app.log.some((line) => line.includes('signal not sent')),
    );
    expect(actions(person).map(({ fields }) => fields['action'])).toEqual(['typing']);
    expect(await countStored(all.app)).toEqual(before);
  });

  it('typing is not shown to who has blocked us', async () => {
    const person = await addCorrespondent(all, 'telegram');
    await sql(
      `update contact_address set blocked_at = now() where id =
         (select contact_address_id from conversation where id = $1)`,
      [person.conversationId],
    );
    expect((await type(person)).status).toBe(204);
    const other = await addCorrespondent(all, 'telegram');
    await type(other);
    await waitFor('the action', () => actions(other).length === 1);
    expect(actions(person)).toEqual([]);
  });

  it('WAO11 typing and read marks name the newest message of this contact', async () => {
    await set('whatsapp', { sendsTyping: true, sendsReadMarks: true });
    const person = await addCorrespondent(all, 'whatsapp');
    const neighbour = await addCorrespondent(all, 'whatsapp');
    await writeAs(all, person, 'Und noch etwas', 99_001);
    const [first, last] = await threadOf(all.app, person.conversationId);
    expect(last?.text).toBe('Und noch etwas');
    expect(last?.externalId).not.toBe(first?.externalId);

    expect((await type(person)).status).toBe(204);
    await waitFor('the typing mark', () => marks().length === 1);
    expect((await read(person)).unreadCount).toBe(0);
    await waitFor('the read mark', () => marks().length === 2);
    // Nothing is unread any more, so nothing is to be marked.
    await read(person);
    await read(neighbour);
    await waitFor('the neighbour’s mark', () => marks().length === 3);
    const common = { messaging_product: 'whatsapp', status: 'read' };
    expect(marks()).toEqual([
      { ...common, message_id: last?.externalId, typing_indicator: { type: 'text' } },
      { ...common, message_id: last?.externalId },
      { ...common, message_id: neighbour.firstMessage.externalId },
    ]);
  });

  it('WAO11 a read mark that fails changes nothing for us', async () => {
    const person = await addCorrespondent(all, 'whatsapp');
    const before = marks().length;
    all.graph.failNext({
      status: 400,
      body: graphErrorBody(131009, 'Parameter value is not valid'),
    });
    expect((await read(person)).unreadCount).toBe(0);
    await waitFor('the read mark', () => marks().length === before + 1);
  });

  it('an SMS has neither, whatever is set', async () => {
    await set('sms', { sendsTyping: true, sendsReadMarks: true });
    const person = await addCorrespondent(all, 'sms');
    const before = all.twilio.requests.length;
    expect((await type(person)).status).toBe(204);
    await read(person);
    const other = await addCorrespondent(all, 'telegram');
    await type(other);
    await waitFor('a later action elsewhere', () => actions(other).length === 1);
    expect(all.twilio.requests).toHaveLength(before);
  });
});
