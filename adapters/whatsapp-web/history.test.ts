import { expect, it, vi } from 'vitest';
import type { InboundEvent } from '../adapter.ts';
import { catchUp } from './catch-up.ts';
import { createFakeClient, messageData, messageOf } from './fake-client.ts';
import { missedMessages } from './history.ts';
import { createInbox } from './inbox.ts';
import type { WebMessage } from './library.ts';

const anna = '4915112345678@c.us';
const start = Date.parse('2026-11-22T11:00:00Z') / 1000;
const since = new Date('2026-11-22T11:10:00Z');
const floor = new Date(0);

function clientWith(messages: WebMessage[]) {
  const client = createFakeClient();
  const id = { user: '4915112345678', server: 'c.us', _serialized: anna };
  const timestamp = Number(messages.at(-1)?.['timestamp'] ?? 0);
  client.chats.push({ id, isGroup: false, unreadCount: 0, timestamp, messages });
  return client;
}

/** One message every ten seconds from 11:00 on. */
function talk(count: number): WebMessage[] {
  return Array.from({ length: count }, (_, n) =>
    messageOf(messageData(`M${n}`, anna, { t: start + n * 10, body: `${n}` })),
  );
}

it('WWI10 a long gap is read back to its beginning, and no further', async () => {
  const client = clientWith(talk(130));
  const numbers: unknown[] = [];
  for await (const messages of missedMessages(client, { since, floor })) {
    numbers.push(...(messages as WebMessage[]).map(({ body }) => body));
  }
  // Five minutes of overlap: from 11:05, the thirtieth message.
  expect(numbers).toEqual(Array.from({ length: 100 }, (_, n) => `${n + 30}`));
  expect(client.callsOf('fetchMessages')).toEqual([[{ limit: 30 }], [{ limit: 120 }]]);
});

it('WWI10 a chat that cannot be read is tried again a few times, and costs the others nothing', async () => {
  const client = clientWith(talk(130));
  const other = '4915112345000@c.us';
  const id = { user: '4915112345000', server: 'c.us', _serialized: other };
  const message = messageOf(messageData('O', other, { t: start + 900, body: 'da' }));
  client.chats.push({
    id,
    isGroup: false,
    unreadCount: 0,
    timestamp: start + 900,
    messages: [message],
  });
  const events: InboundEvent[] = [];
  const inbox = createInbox(
    { emit: async (batch) => void events.push(...batch), signal: new AbortController().signal },
    { retryMs: [], onStuck: () => undefined },
  );
  const { read, check } = catchUp({
    client,
    inbox,
    hearing: {
      readHistory: async (messages) =>
        messages.map(({ body }) => ({ type: 'ignored', reason: String(body) })),
    },
    now: () => new Date('2026-11-22T12:00:00Z'),
    deadMs: 1000,
    answerMs: 1000,
    onDead: vi.fn<() => void>(),
  });
  const broken = () => Promise.reject(new Error('No LID for user'));
  client.once('fetchMessages', broken);
  read({ since, floor });
  await inbox.idle();
  expect(events).toEqual([
    { type: 'ignored', reason: 'chat_unreadable' },
    { type: 'ignored', reason: 'da' },
  ]);
  for (let looks = 0; looks < 4; looks++) {
    client.once('fetchMessages', broken);
    await check();
    await inbox.idle();
  }
  expect(client.callsOf('getChats')).toHaveLength(3);
});
