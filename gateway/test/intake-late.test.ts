import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Conversation } from '../contract/conversation.ts';
import type { Message } from '../contract/message.ts';
import {
  findMessage,
  postTelegram,
  startMessengers,
  threadOf,
  type Messengers,
} from './messengers.ts';
import { textUpdate } from './telegram-updates.ts';

describe('late messages', () => {
  let all: Messengers;
  beforeAll(async () => {
    all = await startMessengers();
  });
  afterAll(() => all?.stop());

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
    const message = await findMessage(all.app, all.channels.telegram, `${userId}:${messageId}`);
    expect(message).toBeDefined();
    return message as Message;
  }
  async function conversationOf(message: Message): Promise<Conversation> {
    return all.app.api.ok<Conversation>('GET', `/api/conversations/${message.conversationId}`);
  }

  const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

  it('stand at their time, above what was answered meanwhile, and still wait for us', async () => {
    const first = await write(640, 1, 'erste');
    const reply = await all.app.api.ok<Message>(
      'POST',
      `/api/conversations/${first.conversationId}/messages`,
      {
        clientMessageId: 'l1',
        text: 'unsere Antwort',
      },
    );
    const late = await write(640, 2, 'kam zu spät', minutesAgo(10));
    expect(late).toMatchObject({ isLate: true, sentAt: expect.any(String) });
    const thread = await threadOf(all.app, first.conversationId);
    expect(thread.map(({ text }) => text)).toEqual(['erste', 'kam zu spät', 'unsere Antwort']);
    expect(await conversationOf(first)).toMatchObject({
      status: 'open',
      unreadCount: 1,
      lastMessage: { id: reply.id, preview: 'unsere Antwort' },
      waitingSince: late.receivedAt,
    });
  });

  it('a message that the provider numbered lower stands first, though it came last, and the list shows the other', async () => {
    const second = await write(642, 2, 'zwei');
    await write(642, 1, 'eins');
    expect((await threadOf(all.app, second.conversationId)).map(({ text }) => text)).toEqual([
      'eins',
      'zwei',
    ]);
    expect((await conversationOf(second)).lastMessage).toMatchObject({
      id: second.id,
      preview: 'zwei',
    });
  });

  it('a late message never stands before one with a lower number', async () => {
    const first = await write(643, 1, 'eins', minutesAgo(0.5));
    await write(643, 2, 'zwei', minutesAgo(1.5));
    expect((await threadOf(all.app, first.conversationId)).map(({ text }) => text)).toEqual([
      'eins',
      'zwei',
    ]);
  });

  it('a backlog after an outage keeps its order and its times', async () => {
    for (const [index, minutes] of [50, 40, 30, 20].entries())
      await write(644, index + 1, `${minutes}`, minutesAgo(minutes));
    const message = await write(644, 5, 'jetzt');
    const thread = await threadOf(all.app, message.conversationId);
    expect(thread.map(({ text }) => text)).toEqual(['50', '40', '30', '20', 'jetzt']);
    expect(thread.map(({ isLate }) => isLate)).toEqual([false, false, false, false, false]);
  });
});
