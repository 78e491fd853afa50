import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Contact } from '../contract/contact.ts';
import type { Conversation } from '../contract/conversation.ts';
import type { Message } from '../contract/message.ts';
import {
  addCorrespondent,
  lines,
  reply,
  requestsTo,
  trouble,
  waitForStatus,
  writeAs,
  type Correspondent,
} from './correspondents.ts';
import {
  messageSid,
  postTelegram,
  postTwilio,
  startMessengers,
  threadOf,
  twilioMessage,
  type Messengers,
} from './messengers.ts';
import { textUpdate } from './telegram-updates.ts';
import { waitFor } from './wait-for.ts';

describe('who asks for no messages', () => {
  let all: Messengers;
  beforeAll(async () => {
    all = await startMessengers({}, { sendTimeoutMs: 2500 });
  });
  afterAll(() => all?.stop());

  let seed = 500_000;
  const say = async (person: Correspondent, text: string) => {
    expect((await writeAs(all, person, text, ++seed)).status).toBe(200);
  };
  const sayAt = (person: Correspondent, text: string, at: Date) =>
    postTelegram(
      all,
      textUpdate(text, { updateId: ++seed, messageId: seed, userId: Number(person.address), at }),
    );
  const conversationOf = ({ conversationId }: Pick<Correspondent, 'conversationId'>) =>
    all.app.api.ok<Conversation>('GET', `/api/conversations/${conversationId}`);
  const addressOf = async (person: Pick<Correspondent, 'conversationId'>) => {
    const { contact } = await conversationOf(person);
    const { addresses } = await all.app.api.ok<Contact>('GET', `/api/contacts/${contact.id}`);
    return addresses.find(({ conversationId }) => conversationId === person.conversationId);
  };
  const threadLines = async ({ conversationId }: Pick<Correspondent, 'conversationId'>) =>
    (await threadOf(all.app, conversationId)).map(({ kind, text, payload }) =>
      kind === 'system' ? (payload as { event: string }).event : text,
    );
  const tryToReply = ({ conversationId }: Pick<Correspondent, 'conversationId'>) =>
    all.app.api.request<Message>('POST', `/api/conversations/${conversationId}/messages`, {
      clientMessageId: crypto.randomUUID(),
      text: 'Noch eine Frage',
    });
  const deliveriesOf = async ({ conversationId }: Correspondent) =>
    (await threadOf(all.app, conversationId)).flatMap(({ delivery }) => delivery ?? []);

  it.each(lines)(
    'TWI11 over %s: " Stopp! " reaches the counselor and ends messages, START lets them come again',
    async (line) => {
      const person = await addCorrespondent(all, line);
      const greeting = person.firstMessage.text;
      await all.app.api.ok('POST', `/api/conversations/${person.conversationId}/close`);
      await say(person, ' Stopp! ');
      expect(await threadLines(person)).toEqual([greeting, ' Stopp! ', 'opted_out']);
      expect(await conversationOf(person)).toMatchObject({
        status: 'open',
        unreadCount: 1,
        lastMessage: { kind: 'text', preview: 'Stopp!' },
      });
      const { optedOutAt } = (await addressOf(person)) ?? {};
      expect(optedOutAt).toEqual(expect.any(String));
      expect(await tryToReply(person)).toMatchObject({
        status: 409,
        body: { code: 'contact_opted_out' },
      });
      await say(person, 'STOP');
      expect((await addressOf(person))?.optedOutAt).toBe(optedOutAt);
      await say(person, 'Unstop');
      expect(await threadLines(person)).toEqual([
        greeting,
        ' Stopp! ',
        'opted_out',
        'STOP',
        'Unstop',
        'opted_in',
      ]);
      expect((await addressOf(person))?.optedOutAt).toBeNull();
      const answered = await tryToReply(person);
      expect(answered.status).toBe(201);
      await waitForStatus(all, answered.body, 'accepted');
      expect(requestsTo(all, person).map(({ text }) => text)).toEqual(['Noch eine Frage']);
    },
  );

  it.each([
    ['ABMELDEN', 'START'],
    ['СТОП', 'Старт'],
    ['Відписатися', 'почати'],
    ['توقّف', 'ابدأ'],
    ['Abonelikten çık', 'BAŞLA'],
    ['لغو اشتراک', 'شروع'],
    ['/stop', '/start'],
  ])('TWI11 "%s" and "%s" mean it in their language', async (stop, start) => {
    const person = await addCorrespondent(all, 'telegram');
    await say(person, stop);
    expect((await addressOf(person))?.optedOutAt).toEqual(expect.any(String));
    await say(person, start);
    expect((await addressOf(person))?.optedOutAt).toBeNull();
  });

  it('TWI11 "stop it please" is plain text, HILFE is marked for the counselor, START without a STOP says nothing', async () => {
    const person = await addCorrespondent(all, 'sms');
    await say(person, 'stop it please');
    await say(person, 'START');
    await say(person, 'HILFE');
    expect(await threadLines(person)).toEqual([
      person.firstMessage.text,
      'stop it please',
      'START',
      'HILFE',
      'help_requested',
    ]);
    expect(await addressOf(person)).toMatchObject({ optedOutAt: null, reachable: true });
    expect((await tryToReply(person)).status).toBe(201);
  });

  it('TWI11 what Twilio says of a word that we do not know holds with the message, and is said once', async () => {
    const person = await addCorrespondent(all, 'sms');
    const post = (body: string, type: string) =>
      postTwilio(
        all,
        all.channels.sms,
        twilioMessage(all, {
          sid: messageSid(`optout ${body}`),
          from: person.address,
          body,
          OptOutType: type,
        }),
      );
    await post('ARRET', 'STOP');
    expect((await addressOf(person))?.optedOutAt).toEqual(expect.any(String));
    await post('REPRENDRE', 'START');
    await post('HELP', 'HELP');
    // The same webhook again.
    await post('HELP', 'HELP');
    expect(await threadLines(person)).toEqual([
      person.firstMessage.text,
      'ARRET',
      'opted_out',
      'REPRENDRE',
      'opted_in',
      'HELP',
      'help_requested',
    ]);
  });

  it('a STOP that comes after a newer START changes nothing, and the other way round', async () => {
    const ago = (seconds: number) => new Date(Date.now() - seconds * 1000);
    const opened = await addCorrespondent(all, 'telegram');
    await sayAt(opened, 'START', ago(10));
    await sayAt(opened, 'STOP', ago(20));
    expect((await addressOf(opened))?.optedOutAt).toBeNull();
    expect(await threadLines(opened)).not.toContain('opted_out');
    const closed = await addCorrespondent(all, 'telegram');
    await sayAt(closed, 'STOP', ago(10));
    await sayAt(closed, 'START', ago(20));
    expect((await addressOf(closed))?.optedOutAt).toEqual(expect.any(String));
    const flood = await addCorrespondent(all, 'telegram');
    const words = Array.from({ length: 12 }, (_, index) => ({
      word: index % 2 === 0 ? 'STOP' : 'START',
      at: ago(60 - index),
    }));
    await Promise.all(words.toReversed().map(({ word, at }) => sayAt(flood, word, at)));
    expect((await addressOf(flood))?.optedOutAt).toBeNull();
  });

  it('what waits to be sent is failed within a second, and nothing leaves any more', async () => {
    const person = await addCorrespondent(all, 'telegram');
    trouble.hang(all, 'telegram');
    for (let index = 0; index < 5; index++) await reply(all, person, { text: `Antwort ${index}` });
    await waitFor('the first to be on its way', () => requestsTo(all, person).length === 1);
    await say(person, 'STOP');
    const [first, ...behind] = await deliveriesOf(person);
    expect(first?.status).toBe('sending');
    expect(behind.map(({ status, failure }) => [status, failure?.code])).toEqual(
      Array.from({ length: 4 }, () => ['failed', 'contact_opted_out']),
    );
    const { rows } = await all.app.context.database.servicePool.query<{ ms: number }>(
      `select max(extract(epoch from d.updated_at - m.received_at) * 1000)::float as ms
       from delivery d join message m on m.conversation_id = d.conversation_id
       where d.conversation_id = $1 and d.status = 'failed' and m.direction = 'inbound' and m.kind = 'text'
         and m.seq = (select max(seq) from message where conversation_id = $1 and kind = 'text' and direction = 'inbound')`,
      [person.conversationId],
    );
    expect(rows[0]?.ms, 'from the word to the stop').toBeLessThan(1000);
    await waitFor('the one under way to end', async () =>
      (await deliveriesOf(person)).every(({ status }) => status !== 'sending'),
    );
    expect(requestsTo(all, person)).toHaveLength(1);
    await say(person, 'START');
    await waitForStatus(all, await reply(all, person, { text: 'Nach dem START' }), 'accepted');
    // Who opted in again can be sent what was stopped.
    const failed = (await threadOf(all.app, person.conversationId)).find(
      ({ delivery }) => delivery?.status === 'failed',
    );
    await all.app.api.ok('POST', `/api/messages/${failed?.id}/retry`);
    await waitForStatus(all, failed as Message, 'accepted');
    expect(requestsTo(all, person).map(({ text }) => text)).toEqual([
      'Antwort 0',
      'Nach dem START',
      'Antwort 1',
    ]);
  });

  it('a STOP that comes when a worker has the message in hand stops the call', async () => {
    const person = await addCorrespondent(all, 'telegram');
    const { servicePool } = all.app.context.database;
    trouble.hang(all, 'telegram');
    await reply(all, person, { text: 'Guten Tag' });
    await waitFor('the first to be on its way', () => requestsTo(all, person).length === 1);
    const message = await reply(all, person, { text: 'Noch etwas' });
    // As if the word had come when the worker already had the second in hand.
    await servicePool.query(
      `update contact_address set opted_out_at = now() where id =
         (select contact_address_id from conversation where id = $1)`,
      [person.conversationId],
    );
    const failed = await waitForStatus(all, message, 'failed');
    expect(failed.delivery?.failure?.code).toBe('contact_opted_out');
    expect(requestsTo(all, person)).toHaveLength(1);
    expect(await threadLines(person)).not.toContain('opted_out');
  });

  it('TWS04 21610 opts out, is shown in the thread, and fails what waits behind it', async () => {
    const person = await addCorrespondent(all, 'sms');
    trouble.throttle(all, 'sms');
    const first = await reply(all, person, { text: 'eins' });
    const second = await reply(all, person, { text: 'zwei' });
    all.twilio.failNext({ status: 400, code: 21610, message: 'unsubscribed recipient' });
    const stopped = await waitForStatus(all, first, 'failed');
    expect(stopped.delivery?.failure).toMatchObject({
      code: 'contact_opted_out',
      providerCode: '21610',
    });
    await waitForStatus(all, second, 'failed');
    expect(requestsTo(all, person).map(({ text }) => text)).toEqual(['eins', 'eins']);
    expect((await threadLines(person)).filter((line) => line === 'opted_out')).toHaveLength(1);
    await say(person, 'START');
    expect((await addressOf(person))?.optedOutAt).toBeNull();
  });

  it('of two addresses of a person only the one that said so is closed', async () => {
    const one = await addCorrespondent(all, 'telegram');
    const other = await addCorrespondent(all, 'sms');
    const [kept, moved] = await Promise.all([conversationOf(one), conversationOf(other)]);
    await all.app.api.ok('POST', `/api/contacts/${kept.contact.id}/merge`, {
      contactId: moved.contact.id,
    });
    await say(one, 'STOP');
    expect((await tryToReply(one)).status).toBe(409);
    expect((await tryToReply(other)).status).toBe(201);
  });
});
