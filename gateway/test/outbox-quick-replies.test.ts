import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keyOf } from '../../adapters/adapter.ts';
import type { Message } from '../contract/message.ts';
import {
  addCorrespondent,
  requestsTo,
  waitForStatus,
  type Correspondent,
  type Line,
} from './correspondents.ts';
import { postTelegram, startMessengers, threadOf, type Messengers } from './messengers.ts';
import { png } from './sample-files.ts';

describe('replies to tap', () => {
  let all: Messengers;
  let reader: Correspondent;

  beforeAll(async () => {
    all = await startMessengers();
    reader = await addCorrespondent(all, 'telegram');
  });
  afterAll(async () => {
    expect(all.graph.violations).toEqual([]);
    expect(all.twilio.violations).toEqual([]);
    await all?.stop();
  });

  const pathOf = ({ conversationId }: Correspondent) =>
    `/api/conversations/${conversationId}/messages`;
  const ask = (person: Correspondent, quickReplies: unknown[], text = 'Worum geht es?') =>
    all.app.api.ok<Message>('POST', pathOf(person), {
      clientMessageId: randomUUID(),
      text,
      quickReplies,
    });

  async function offer(line: Line, quickReplies: unknown[]) {
    const person = await addCorrespondent(all, line);
    const message = await waitForStatus(all, await ask(person, quickReplies), 'accepted');
    return { person, message, requests: requestsTo(all, person) };
  }

  const topics = [{ title: 'Arbeit' }, { id: 'topic:family', title: 'Familie' }];

  it('what was offered is kept with the message, ids filled in', async () => {
    const { person, message } = await offer('telegram', topics);
    expect(message.payload).toEqual({
      quickReplies: [
        { id: 'Arbeit', title: 'Arbeit' },
        { id: 'topic:family', title: 'Familie' },
      ],
    });
    const body = {
      clientMessageId: message.clientMessageId,
      text: message.text,
      quickReplies: topics,
    };
    expect(await all.app.api.request('POST', pathOf(person), body)).toMatchObject({
      status: 200,
      body: { id: message.id },
    });
    const other = { ...body, quickReplies: topics.slice(0, 1) };
    expect((await all.app.api.request('POST', pathOf(person), other)).status).toBe(409);
  });

  it.each([
    [
      'more than ten',
      Array.from({ length: 11 }, (_, index) => ({ title: `${index}` })),
      'body.quickReplies',
    ],
    ['none', [], 'body.quickReplies'],
    ['two of one title', [{ title: 'Ja' }, { id: 'x', title: 'Ja' }], 'body.quickReplies'],
    [
      'two of one id',
      [
        { id: 'x', title: 'Ja' },
        { id: 'x', title: 'Nein' },
      ],
      'body.quickReplies',
    ],
    ['an empty title', [{ title: ' ' }], 'body.quickReplies.0.title'],
    ['an address that is none', [{ title: 'Hier', url: 'berlin' }], 'body.quickReplies.0.url'],
    [
      'a page that asks for the place',
      [{ title: 'Hier', url: 'https://a.example', isLocationRequest: true }],
      'body.quickReplies.0',
    ],
  ])('%s is refused, and said where', async (_, quickReplies, path) => {
    const answer = await all.app.api.request('POST', pathOf(reader), {
      clientMessageId: 'x',
      text: 'Worum geht es?',
      quickReplies,
    });
    expect(answer).toMatchObject({ status: 422, body: { issues: [{ path }] } });
  });

  it('replies without a text above them are refused', async () => {
    const { id } = await all.app.api.upload(Buffer.from('Zeugnis'), 'zeugnis.txt', 'text/plain');
    const body = { clientMessageId: 'x', attachmentIds: [id], quickReplies: topics };
    expect(await all.app.api.request('POST', pathOf(reader), body)).toMatchObject({
      status: 422,
      body: { issues: [{ path: 'body.quickReplies' }] },
    });
  });

  it('TGO06 texts become a keyboard for one use', async () => {
    const { requests } = await offer('telegram', [{ title: 'Arbeit' }, { title: 'Familie' }]);
    expect(requests[0]?.fields).toMatchObject({
      text: 'Worum geht es?',
      reply_markup: {
        keyboard: [[{ text: 'Arbeit' }], [{ text: 'Familie' }]],
        one_time_keyboard: true,
      },
    });
  });

  it('TGO07 pages become buttons; one that Telegram would refuse is left out with a log line', async () => {
    const { requests, message } = await offer('telegram', [
      { title: 'Zum Amt', url: 'https://service.berlin.de/' },
      { title: 'Intern', url: 'http://localhost:8080/' },
    ]);
    expect(requests[0]?.fields['reply_markup']).toEqual({
      inline_keyboard: [[{ text: 'Zum Amt', url: 'https://service.berlin.de/' }]],
    });
    expect(message.payload).toMatchObject({ quickReplies: [{}, { title: 'Intern' }] });
    const line = all.app.log.find((each) => each.includes('quick replies left out'));
    expect(JSON.parse(line ?? '{}')).toMatchObject({ reason: 'url_not_openable', count: 1 });
    expect(line).not.toContain('localhost:8080');
  });

  describe('TGO08 an id longer than 64 bytes', () => {
    const longId = `answer:${'ü'.repeat(60)}`;
    let person: Correspondent;
    let message: Message;

    beforeAll(async () => {
      const replies = [{ title: 'Kurz' }, { id: longId, title: 'Lang' }];
      ({ person, message } = await offer('telegram', replies));
    });

    const tap = async (queryId: string, origin: 'with its message' | 'without it') => {
      const [chatId, messageId] = (message.externalId ?? '').split(':').map(Number);
      const data = keyOf(longId);
      const answer = await postTelegram(all, {
        update_id: Number(queryId),
        callback_query: {
          id: queryId,
          from: { id: chatId, is_bot: false, first_name: 'Amina' },
          chat_instance: '1',
          data,
          ...(origin === 'with its message' && {
            message: {
              message_id: messageId,
              date: 1764062400,
              chat: { id: chatId, type: 'private' },
              reply_markup: { inline_keyboard: [[{ text: 'Lang', callback_data: data }]] },
            },
          }),
        },
      });
      expect(answer.status).toBe(200);
      return (await threadOf(all.app, person.conversationId)).at(-1);
    };

    it('travels as a short key', () => {
      expect(JSON.stringify(requestsTo(all, person)[0]?.fields)).toContain(
        `"callback_data":"${keyOf(longId)}"`,
      );
      expect(Buffer.byteLength(keyOf(longId))).toBeLessThanOrEqual(64);
    });

    it('comes back whole with the tap', async () => {
      expect(await tap('880001', 'with its message')).toMatchObject({
        kind: 'button_reply',
        text: 'Lang',
        payload: { id: longId, title: 'Lang', target: message.externalId },
        replyToId: message.id,
      });
    });

    it('comes back whole also when Telegram no longer shows the message', async () => {
      expect(await tap('880002', 'without it')).toMatchObject({
        kind: 'button_reply',
        text: 'Lang',
        payload: { id: longId, title: 'Lang' },
      });
    });
  });

  it('WAO05 three short answers are buttons, with a description they are a list', async () => {
    const { requests } = await offer('whatsapp', [...topics, { title: 'Wohnen' }]);
    expect(requests[0]?.fields).toMatchObject({
      type: 'interactive',
      interactive: {
        type: 'button',
        body: { text: 'Worum geht es?' },
        action: { buttons: [{ reply: { id: 'Arbeit', title: 'Arbeit' } }, {}, {}] },
      },
    });
    const list = await offer('whatsapp', [{ title: 'Arbeit', description: 'Stelle, Vertrag' }]);
    expect(list.requests[0]?.fields).toMatchObject({
      interactive: {
        type: 'list',
        action: { sections: [{ rows: [{ title: 'Arbeit', description: 'Stelle, Vertrag' }] }] },
      },
    });
  });

  it('WAO05 an image goes ahead and the question follows with its buttons, each its own part', async () => {
    const person = await addCorrespondent(all, 'whatsapp');
    const { id } = await all.app.api.upload(png, 'karte.png', 'image/png');
    const message = await all.app.api.ok<Message>('POST', pathOf(person), {
      clientMessageId: randomUUID(),
      text: 'Finden Sie den Weg?',
      attachmentIds: [id],
      quickReplies: [{ title: 'Ja' }, { title: 'Nein' }],
    });
    const sent = await waitForStatus(all, message, 'accepted');
    expect(sent.delivery?.parts).toHaveLength(2);
    expect(requestsTo(all, person).map(({ fields }) => fields['type'])).toEqual([
      'image',
      'interactive',
    ]);
  });

  it.each(['sms', 'twilioWhatsapp'] as const)(
    'on %s, where nothing can be tapped, answers are numbered below the text',
    async (line) => {
      const { requests } = await offer(line, [
        { title: 'Arbeit' },
        { title: 'Familie' },
        { title: 'Zum Amt', url: 'https://service.berlin.de/' },
      ]);
      expect(requests.map(({ text }) => text)).toEqual([
        'Worum geht es?\n1 Arbeit\n2 Familie\nZum Amt: https://service.berlin.de/',
      ]);
    },
  );
});
