import { describe, expect, it, vi } from 'vitest';
import type { InboundEvent } from '../adapter.ts';
import { mutatedFixture, seeded } from '../mutate.ts';
import { createAddresses } from './addresses.ts';
import {
  createFakeClient,
  eventArguments,
  messageData,
  messageOf,
  ownWid,
  type FakeClient,
} from './fake-client.ts';
import { loadWebFixtures, type WebFixture } from './fixtures.ts';
import { hear } from './hearing.ts';
import { createInbox } from './inbox.ts';
import { createKnownMessages } from './known-messages.ts';
import { createOutgoing } from './outgoing.ts';

const anna = '4915112345678@c.us';
const hidden = '88001122334455@lid';
const fixtures = loadWebFixtures();

function setUp(client: FakeClient = createFakeClient()) {
  client.numbers.set(hidden, '4917611122233@c.us');
  const events: InboundEvent[] = [];
  const inbox = createInbox(
    { emit: async (batch) => void events.push(...batch), signal: new AbortController().signal },
    { retryMs: [], onStuck: () => undefined },
  );
  const addresses = createAddresses(client);
  const outgoing = createOutgoing();
  const sealed = new Set<string>();
  const hearing = hear({
    client,
    inbox,
    addresses,
    outgoing,
    sealed,
    known: createKnownMessages(),
    decryptGraceMs: 20,
    now: () => new Date('2026-11-22T12:00:00Z'),
  });
  /** What came of an event of the library. */
  async function heard(event: string, ...args: unknown[]): Promise<InboundEvent[]> {
    const before = events.length;
    client.emit(event, ...args);
    await vi.waitFor(() => inbox.idle());
    return events.slice(before);
  }
  return { client, events, inbox, addresses, outgoing, sealed, hearing, heard };
}

describe('what a fixture says', () => {
  it.each(fixtures)('$title', async ({ event, args, expect: expected }) => {
    const { heard } = setUp();
    const events = await heard(event, ...eventArguments(event, args));
    expect(JSON.parse(JSON.stringify(events))).toMatchObject(expected);
  });

  it('whatever comes, nothing breaks and no file key is kept', async () => {
    const random = seeded(20_261_122);
    const { client, events, inbox } = setUp();
    for (let n = 0; n < 3000; n++) {
      const { title, event, args } = fixtures[n % fixtures.length] as WebFixture;
      const mutated = mutatedFixture([{ title, request: { body: { args } }, expect: [] }], random);
      // The library's classes take only what the page made; ours has to take anything.
      const subjects = Object.values(mutated.request.body ?? {}).flat();
      client.emit(event, ...subjects.map(asDocumented));
    }
    await inbox.idle();
    expect(events.length).toBeGreaterThan(1000);
    expect(events).not.toContainEqual({ type: 'ignored', reason: 'event_unreadable' });
    expect(JSON.stringify(events)).not.toContain('c2VjcmV0');
  });
});

describe('who somebody is', () => {
  it('WWI02 the number behind a hidden id is asked for once, and both names lead to the same contact', async () => {
    const { client, heard } = setUp();
    await heard('message', messageOf(messageData('A', hidden, { body: 'eins' })));
    await heard('message', messageOf(messageData('B', hidden, { body: 'zwei' })));
    const [byNumber] = await heard(
      'message',
      messageOf(messageData('C', '4917611122233@c.us', { body: 'drei' })),
    );
    expect(client.callsOf('getContactLidAndPhone')).toEqual([[[hidden]]]);
    expect(byNumber).toMatchObject({
      sender: { urn: 'whatsapp:4917611122233', aliases: ['whatsapp:88001122334455@lid'] },
    });
  });

  it('WWI02 an answer that never comes holds up nobody, and is not asked for again', async () => {
    const { client, heard } = setUp();
    client.once('getContactLidAndPhone', () => Promise.reject(new Error('Evaluation failed')));
    const [first] = await heard('message', messageOf(messageData('A', hidden, { body: 'eins' })));
    await heard('message', messageOf(messageData('B', hidden, { body: 'zwei' })));
    expect(first).toMatchObject({ sender: { urn: 'whatsapp:88001122334455@lid' } });
    expect(client.callsOf('getContactLidAndPhone')).toHaveLength(1);
  });

  it('the same message under both names of its chat is one, called as it was first seen', async () => {
    const { heard } = setUp();
    const first = await heard('message', messageOf(messageData('A', anna, { body: 'eins' })));
    const again = await heard('message', messageOf(messageData('A', hidden, { body: 'eins' })));
    const edit = await heard(
      'message_edit',
      messageOf(messageData('A', hidden, { body: 'zwei', latestEditSenderTimestampMs: 1 })),
      'zwei',
      'eins',
    );
    expect(first).toMatchObject([{ externalId: `false_${anna}_A` }]);
    expect(again).toEqual([]);
    expect(edit).toMatchObject([{ type: 'message.edited', externalId: `false_${anna}_A` }]);
  });

  it('WWI03 our own chat under its hidden id is ours, too', async () => {
    const { client, heard } = setUp();
    client.numbers.set('55501234567890@lid', ownWid);
    const events = await heard(
      'message_create',
      messageOf(messageData('A', '55501234567890@lid', { fromMe: true, body: 'Notiz' })),
    );
    expect(events).toEqual([{ type: 'ignored', reason: 'own_chat' }]);
  });
});

describe('encrypted messages', () => {
  const encrypted = () => messageOf(messageData('A', anna, { type: 'ciphertext' }));
  const opened = () => messageOf(messageData('A', anna, { body: 'Hilfe' }));
  const id = `false_${anna}_A`;

  it('WWI05 a message that is opened after a moment is one message', async () => {
    const { events, heard } = setUp();
    await heard('message_ciphertext', encrypted());
    await heard('message', opened());
    expect(events).toMatchObject([
      { type: 'ignored', reason: 'ciphertext' },
      { type: 'message.received', externalId: id, content: { text: 'Hilfe' } },
    ]);
  });

  it('WWI05 one that is opened just after the library gave up leaves no trace of that', async () => {
    const { events, heard, hearing } = setUp();
    await heard('message_ciphertext', encrypted());
    await heard('message_ciphertext_failed', encrypted());
    await heard('message', opened());
    hearing.stop();
    expect(events.filter(({ type }) => type !== 'ignored')).toMatchObject([
      { type: 'message.received', externalId: id },
    ]);
  });

  it('WWI05 one that stays closed is shown, and makes place for the message when it opens after all', async () => {
    const { client, events, heard, hearing, inbox, sealed } = setUp();
    await heard('message_ciphertext', encrypted());
    await heard('message_ciphertext_failed', encrypted());
    await vi.waitFor(() => expect(sealed.size).toBe(1));
    await inbox.idle();
    expect(events.at(-1)).toMatchObject({
      type: 'message.received',
      externalId: `${id}_ciphertext`,
      content: { kind: 'unsupported', payload: { rawKind: 'ciphertext' } },
    });
    await hearing.readSealed();
    await inbox.idle();
    expect(events).toHaveLength(2);
    client.messages.set(id, opened());
    await hearing.readSealed();
    await inbox.idle();
    expect(events.slice(2)).toMatchObject([
      { type: 'message.received', externalId: id, content: { text: 'Hilfe' } },
      { type: 'message.deleted', externalId: `${id}_ciphertext` },
    ]);
    expect(sealed.size).toBe(0);
  });
});

it('WWI05 WWI07 a message that is taken back before it could be opened leaves nothing', async () => {
  const { events, heard, sealed } = setUp();
  const closed = messageOf(messageData('A', anna, { type: 'ciphertext' }));
  await heard('message_ciphertext_failed', closed);
  await vi.waitFor(() => expect(sealed.size).toBe(1));
  const protocolMessageKey = messageData('A', anna)['id'];
  const after = messageOf(messageData('NEW', anna, { type: 'revoked', protocolMessageKey }));
  await heard('message_revoke_everyone', after, undefined);
  expect(events).toMatchObject([
    { type: 'message.received', externalId: `false_${anna}_A_ciphertext` },
    { type: 'message.deleted', externalId: `false_${anna}_A` },
    { type: 'message.deleted', externalId: `false_${anna}_A_ciphertext` },
  ]);
});

describe('messages of ours', () => {
  it('WWI03 what the phone wrote while we send is told apart from what we sent', async () => {
    const { client, events, heard, inbox, outgoing } = setUp();
    const pending = outgoing.begin({
      deliveryId: 'd1',
      chatIds: [anna],
      types: ['chat'],
      text: 'Ja',
    });
    await heard(
      'message_create',
      messageOf(messageData('P', anna, { fromMe: true, body: 'Moment' })),
    );
    const ours = client.leave(anna, { body: 'Ja' });
    await inbox.idle();
    expect(events).toEqual([{ type: 'ignored', reason: 'own_echo' }]);
    expect(await pending.seen.promise).toBe(ours.id._serialized);
    outgoing.settle(pending, ours.id._serialized);
    await vi.waitFor(() => expect(events).toHaveLength(2));
    expect(events[1]).toMatchObject({ type: 'message.echoed', content: { text: 'Moment' } });
  });
});

describe('calls', () => {
  it('WWI09 the same call told several times, and by the chat, is one missed call; the next one is another', async () => {
    const { events, heard } = setUp();
    const call = (id: string) => eventArguments('call', [{ id, peerJid: anna, isVideo: false }]);
    await heard('call', ...call('C1'));
    await heard('call', ...call('C1'));
    await heard(
      'message',
      messageOf(messageData('L1', anna, { type: 'call_log', subtype: 'miss' })),
    );
    await heard('call', ...call('C2'));
    expect(events).toMatchObject([
      { type: 'message.received', externalId: 'call_C1', content: { kind: 'call' } },
      { type: 'ignored', reason: 'call_known' },
      { type: 'message.received', externalId: 'call_C2' },
    ]);
  });
});

/** A plain object in place of the library's class: documented fields beside the raw ones. */
function asDocumented(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return { ...value, rawData: value, msgId: (value as Record<string, unknown>)['parentMsgKey'] };
}
