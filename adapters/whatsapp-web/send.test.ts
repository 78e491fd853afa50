import { describe, expect, it, vi } from 'vitest';
import type { CallContext, InboundEvent, OutboundMessage } from '../adapter.ts';
import { createAddresses } from './addresses.ts';
import { asConnection } from './connection.ts';
import { createFakeClient, messageData, messageOf, openedClient } from './fake-client.ts';
import { hear, leftEvent } from './hearing.ts';
import { createInbox } from './inbox.ts';
import { whatsappWeb } from './index.ts';
import { createKnownMessages } from './known-messages.ts';
import { createOutgoing } from './outgoing.ts';

const anna = '4915112345678@c.us';
const now = new Date('2026-11-22T12:00:00Z');

function setUp({ connectedAt = now } = {}) {
  const client = createFakeClient();
  const events: InboundEvent[] = [];
  const inbox = createInbox(
    { emit: async (batch) => void events.push(...batch), signal: new AbortController().signal },
    { retryMs: [], onStuck: () => undefined },
  );
  const addresses = createAddresses(client);
  const outgoing = createOutgoing();
  const pageBroke = vi.fn<() => void>();
  hear({
    client,
    inbox,
    addresses,
    outgoing,
    sealed: new Set(),
    known: createKnownMessages(),
    decryptGraceMs: 1000,
    now: () => now,
  });
  const connection = asConnection({
    client,
    addresses,
    outgoing,
    connectedAt,
    echoGraceMs: 30,
    pageBroke,
    makeMedia: openedClient(client).makeMedia,
    reportLeft: (externalId, deliveryId) =>
      inbox.take(() => [leftEvent(externalId, deliveryId, now)]),
  });
  function call(connected: unknown = connection, timeoutMs = 5000): CallContext {
    const signal = AbortSignal.timeout(timeoutMs);
    return {
      apiRoot: undefined,
      apiVersion: undefined,
      record: () => undefined,
      signal,
      connection: connected,
    };
  }
  const send = (message: Partial<OutboundMessage> = {}, context = call()) =>
    whatsappWeb.send(reply(message), {}, context);
  return { client, events, inbox, addresses, outgoing, pageBroke, connection, call, send };
}

function reply(message: Partial<OutboundMessage> = {}): OutboundMessage {
  return {
    deliveryId: '018f0000-0000-7000-8000-0000000000d1',
    partIndex: 0,
    to: { urn: 'whatsapp:4915112345678', messenger: 'whatsapp' },
    text: 'Guten Tag',
    attachments: [],
    replyToExternalId: null,
    statusUrl: null,
    ...message,
  };
}

function file(kind: 'image' | 'voice' | 'document' | 'sticker' | 'animation', mimeType: string) {
  const bytes = Buffer.from('bytes of a file');
  return { kind, fileName: 'datei', mimeType, sizeBytes: bytes.length, bytes, url: null };
}

describe('what is sent', () => {
  it('a text, without looking at its links, without marking anything as read', async () => {
    const { client, send } = setUp();
    const sent = await send({ text: 'Siehe https://example.org' });
    expect(client.callsOf('sendMessage')).toEqual([
      [
        anna,
        'Siehe https://example.org',
        { linkPreview: false, parseVCards: false, sendSeen: false },
      ],
    ]);
    expect(sent).toEqual({ parts: [{ externalId: `true_${anna}_OUT1` }] });
  });

  it.each([
    ['image', 'image/png', {}],
    ['voice', 'audio/ogg', { sendAudioAsVoice: true }],
    ['document', 'application/pdf', { sendMediaAsDocument: true }],
    ['sticker', 'image/webp', { sendMediaAsSticker: true }],
    ['animation', 'video/mp4', { sendVideoAsGif: true }],
  ] as const)('%s with its caption', async (kind, mimeType, options) => {
    const { client, send } = setUp();
    await send({ text: 'Bild', attachments: [file(kind, mimeType)] });
    const [[chatId, media, given] = []] = client.callsOf('sendMessage');
    expect(chatId).toBe(anna);
    expect(media).toMatchObject({
      mimetype: kind === 'voice' ? 'audio/ogg; codecs=opus' : mimeType,
      data: Buffer.from('bytes of a file').toString('base64'),
      filename: 'datei',
    });
    expect(given).toMatchObject({ caption: 'Bild', ...options });
  });

  it('a reply quotes the message under the name its chat has now, and goes without when it is gone', async () => {
    const { client, addresses, send } = setUp();
    client.numbers.set('88001122334455@lid', anna);
    await addresses.learn('88001122334455@lid');
    const moved = messageOf(messageData('Q', '88001122334455@lid', { body: 'Frage' }));
    client.messages.set(moved.id._serialized, moved);
    await send({ replyToExternalId: `false_${anna}_Q` });
    await send({ replyToExternalId: `false_${anna}_GONE` });
    const quoted = client.callsOf('sendMessage').map(([, , options]) => options);
    expect(quoted[0]).toMatchObject({ quotedMessageId: 'false_88001122334455@lid_Q' });
    expect(quoted[1]).not.toHaveProperty('quotedMessageId');
  });

  it('goes into the chat the person wrote in, and tells the other name of the address', async () => {
    const { client, inbox, send } = setUp();
    client.numbers.set('88001122334455@lid', anna);
    client.emit('message', messageOf(messageData('A', '88001122334455@lid', { body: 'Hallo' })));
    await inbox.idle();
    const sent = await send();
    expect(client.callsOf('getNumberId')).toHaveLength(0);
    expect(client.callsOf('sendMessage')[0]?.[0]).toBe('88001122334455@lid');
    expect(sent.aliases).toEqual(['whatsapp:88001122334455@lid']);
  });
});

describe('WWO01 a number that is not on WhatsApp', () => {
  it('fails before anything is sent, and a number that is there is asked for once', async () => {
    const { client, send } = setUp();
    client.unregistered.add('4930000000');
    const to = { urn: 'whatsapp:4930000000', messenger: 'whatsapp' as const };
    await expect(send({ to })).rejects.toMatchObject({
      code: 'contact_unreachable',
      retryable: false,
      certain: true,
    });
    expect(client.callsOf('sendMessage')).toHaveLength(0);
    await send();
    await send();
    expect(client.callsOf('getNumberId')).toEqual([['4930000000@c.us'], [anna]]);
  });

  it('an address of another WhatsApp is none here; a lookup that breaks is tried again', async () => {
    const { client, send } = setUp();
    const to = { urn: 'whatsapp:DE.1234567890', messenger: 'whatsapp' as const };
    await expect(send({ to })).rejects.toMatchObject({ code: 'contact_unreachable' });
    client.once('getNumberId', () => Promise.reject(new Error('Evaluation failed: x')));
    await expect(send()).rejects.toMatchObject({ code: 'provider_unavailable', retryable: true });
    expect(client.callsOf('sendMessage')).toHaveLength(0);
  });
});

describe('WWO02 never like a machine', () => {
  it('asks for pauses of several seconds, drawn anew each time, and takes one recipient and no list', () => {
    expect(whatsappWeb.spacing?.minMs).toBeGreaterThanOrEqual(3000);
    expect(whatsappWeb.spacing?.maxMs).toBeGreaterThan(whatsappWeb.spacing?.minMs ?? Infinity);
    expect(whatsappWeb.capabilities.whatsapp).toMatchObject({
      hasTemplates: false,
      maxMediaPerMessage: 1,
    });
  });

  it('a template is refused', async () => {
    const { client, send } = setUp();
    const template = { name: 'news', language: 'de', params: { body: [] } };
    await expect(send({ template })).rejects.toMatchObject({ code: 'template_rejected' });
    expect(client.calls).toHaveLength(0);
  });
});

describe('WWO03 a call that fails', () => {
  it('after the message was seen leaving: sent', async () => {
    const { client, events, inbox, send } = setUp();
    client.once('sendMessage', (chatId, content) => {
      client.leave(String(chatId), { body: content });
      throw new Error('Protocol error (Runtime.callFunctionOn): Target closed');
    });
    expect(await send()).toEqual({ parts: [{ externalId: `true_${anna}_OUT1` }] });
    await inbox.idle();
    expect(events).toEqual([{ type: 'ignored', reason: 'own_echo' }]);
  });

  it('after dispatch: unknown, never blindly repeated, and settled when the message is seen leaving later', async () => {
    const { client, events, inbox, pageBroke, send } = setUp();
    client.once('sendMessage', () => Promise.reject(new Error('Target closed')));
    await expect(send()).rejects.toMatchObject({
      code: 'no_answer',
      certain: false,
      retryable: false,
    });
    expect(pageBroke).toHaveBeenCalledTimes(1);
    expect(client.callsOf('sendMessage')).toHaveLength(1);
    client.emit(
      'message_create',
      messageOf(messageData('OTHER', anna, { fromMe: true, body: 'etwas anderes' })),
    );
    client.leave(anna, { body: 'Guten Tag' });
    await inbox.idle();
    expect(events).toMatchObject([
      { type: 'message.echoed', externalId: `true_${anna}_OTHER` },
      {
        type: 'status.reported',
        externalId: `true_${anna}_OUT1`,
        status: 'accepted',
        deliveryId: reply().deliveryId,
      },
    ]);
  });

  it('by not answering in time: unknown, and settled by the answer that comes after all', async () => {
    const { client, events, inbox, call, connection, send } = setUp();
    const late = Promise.withResolvers<unknown>();
    client.once('sendMessage', () => late.promise);
    await expect(send({}, call(connection, 20))).rejects.toMatchObject({
      code: 'no_answer',
      certain: false,
    });
    late.resolve(messageOf(messageData('LATE', anna, { fromMe: true, body: 'Guten Tag' })));
    await vi.waitFor(() => expect(events).toHaveLength(1));
    await inbox.idle();
    expect(events[0]).toMatchObject({
      type: 'status.reported',
      externalId: `true_${anna}_LATE`,
      deliveryId: reply().deliveryId,
    });
  });

  it.each([
    ['Evaluation failed: TypeError', false],
    ['No LID for user', false],
    ["Attempted to use detached Frame '8A'.", true],
  ])('before dispatch (%s): tried again', async (text, isPageGone) => {
    const { client, pageBroke, send } = setUp();
    client.once('sendMessage', () => Promise.reject(new Error(text)));
    await expect(send()).rejects.toMatchObject({
      code: 'provider_unavailable',
      retryable: true,
      certain: true,
    });
    expect(pageBroke).toHaveBeenCalledTimes(isPageGone ? 1 : 0);
    expect(await send()).toMatchObject({ parts: [{ externalId: `true_${anna}_OUT1` }] });
  });

  it('after "No LID for user" the number is asked for again, which makes the id known', async () => {
    const { client, send } = setUp();
    client.once('sendMessage', () => Promise.reject(new Error('No LID for user')));
    await expect(send()).rejects.toMatchObject({ code: 'provider_unavailable' });
    await send();
    expect(client.callsOf('getNumberId')).toHaveLength(2);
  });

  it('a file that the page cannot read is refused', async () => {
    const { client, send } = setUp();
    const fault = new Error('media-fault: sendToChat filehash undefined');
    client.once('sendMessage', () => Promise.reject(fault));
    const attachments = [file('image', 'image/png')];
    await expect(send({ attachments })).rejects.toMatchObject({
      code: 'media_rejected',
      retryable: false,
    });
  });

  it('without a connection nothing is tried', async () => {
    const { call, send } = setUp();
    for (const foreign of [undefined, {}, 'x']) {
      await expect(send({}, { ...call(), connection: foreign })).rejects.toMatchObject({
        code: 'provider_unavailable',
        retryable: true,
      });
    }
  });

  it('no error carries what was to be sent', async () => {
    const { client, send } = setUp();
    client.once('sendMessage', () => Promise.reject(new Error('boom Guten Tag boom')));
    const error = (await send().catch((caught: unknown) => caught)) as Error;
    expect(error).toMatchObject({ code: 'no_answer' });
    expect(`${error.message} ${JSON.stringify(error.cause)}`).not.toContain('Guten Tag');
  });
});

describe('WWO03 looking for a message afterwards', () => {
  const between = { from: new Date('2026-11-22T11:59:00Z'), to: new Date('2026-11-22T12:01:00Z') };
  const t = Date.parse('2026-11-22T12:00:00Z') / 1000;

  function withChat(connectedAt: Date) {
    const scene = setUp({ connectedAt });
    const mine = (id: string, body: string, seconds = t) =>
      messageOf(messageData(id, anna, { fromMe: true, body, t: seconds }));
    const messages = [
      mine('OLD', 'Guten Tag', t - 3600),
      mine('KNOWN', 'Guten Tag'),
      mine('ELSE', 'Etwas anderes'),
    ];
    const id = { user: '4915112345678', server: 'c.us', _serialized: anna };
    scene.client.chats.push({ id, isGroup: false, unreadCount: 0, timestamp: t, messages });
    const find = () =>
      whatsappWeb.findSent?.(
        reply(),
        between,
        {},
        {
          ...scene.call(),
          isKnown: async (ids) => new Set(ids.filter((id) => id.endsWith('KNOWN'))),
        },
      );
    return { ...scene, messages, mine, find };
  }

  it('finds it by chat, time and words, and no other', async () => {
    const { messages, mine, find } = withChat(new Date('2026-11-22T11:00:00Z'));
    expect(await find()).toBeNull();
    messages.push(mine('MINE', 'Guten Tag'));
    expect(await find()).toBe(`true_${anna}_MINE`);
  });

  it('leaves it open when the browser was started anew since, or cannot be asked', async () => {
    const { client, find } = withChat(new Date('2026-11-22T12:00:30Z'));
    await expect(find()).rejects.toMatchObject({ code: 'no_answer', certain: false });
    client.once('getChatById', () => Promise.reject(new Error('r: r')));
    await expect(find()).rejects.toMatchObject({ code: 'provider_unavailable', retryable: true });
  });
});
