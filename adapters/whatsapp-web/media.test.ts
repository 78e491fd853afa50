import { describe, expect, it, vi } from 'vitest';
import type { CallContext } from '../adapter.ts';
import { createAddresses } from './addresses.ts';
import { asConnection } from './connection.ts';
import { createFakeClient, messageData, messageOf, openedClient } from './fake-client.ts';
import { whatsappWeb } from './index.ts';
import type { WebMedia } from './library.ts';
import { createOutgoing } from './outgoing.ts';

const anna = '4915112345678@c.us';
const ref = `false_${anna}_IMG`;
const to = { urn: 'whatsapp:4915112345678', messenger: 'whatsapp' as const };
const picture = { mimetype: 'image/jpeg', data: Buffer.from('picture').toString('base64') };

function setUp() {
  const client = createFakeClient();
  const pageBroke = vi.fn<() => void>();
  const connection = asConnection({
    client,
    addresses: createAddresses(client),
    outgoing: createOutgoing(),
    connectedAt: new Date(),
    echoGraceMs: 1,
    pageBroke,
    makeMedia: openedClient(client).makeMedia,
    reportLeft: () => undefined,
  });
  const call = (timeoutMs = 5000): CallContext => ({
    apiRoot: undefined,
    apiVersion: undefined,
    record: () => undefined,
    signal: AbortSignal.timeout(timeoutMs),
    connection,
  });
  function receive(download: () => Promise<WebMedia | undefined>, data = {}): void {
    const page = { type: 'image', directPath: '/v/1', mimetype: 'image/jpeg', size: 7, ...data };
    client.messages.set(ref, messageOf(messageData('IMG', anna, page), download));
  }
  const fetch = (context = call()) =>
    whatsappWeb.fetchMedia({ kind: 'image', ref }, {}, { ...context, maxBytes: 1000 });
  return { client, pageBroke, call, receive, fetch };
}

describe('files', () => {
  it('WWI06 are downloaded through the page', async () => {
    const { receive, fetch } = setUp();
    receive(async () => ({ ...picture, filename: 'brief.jpg' }));
    expect(await fetch()).toEqual({
      bytes: Buffer.from('picture'),
      mimeType: 'image/jpeg',
      fileName: 'brief.jpg',
    });
  });

  it('WWI06 a download that fails, gives nothing or takes too long is tried again, and succeeds then', async () => {
    const { pageBroke, call, receive, fetch } = setUp();
    const again = { code: 'provider_unavailable', retryable: true };
    receive(() => Promise.reject(new Error('Evaluation failed: 403')));
    await expect(fetch()).rejects.toMatchObject(again);
    receive(async () => undefined);
    await expect(fetch()).rejects.toMatchObject(again);
    receive(() => new Promise(() => undefined));
    await expect(fetch(call(10))).rejects.toMatchObject(again);
    expect(pageBroke).not.toHaveBeenCalled();
    receive(() => Promise.reject(new Error("Attempted to use detached Frame 'A'")));
    await expect(fetch()).rejects.toMatchObject(again);
    expect(pageBroke).toHaveBeenCalledTimes(1);
    receive(async () => picture);
    expect((await fetch()).bytes.toString()).toBe('picture');
  });

  it('WWI06 a file whose message is gone or taken back, and one that is too large, are final', async () => {
    const { receive, fetch } = setUp();
    await expect(fetch()).rejects.toMatchObject({ code: 'media_unavailable', retryable: false });
    receive(async () => picture, { type: 'revoked' });
    await expect(fetch()).rejects.toMatchObject({ code: 'media_unavailable', retryable: false });
    const download = vi.fn<() => Promise<WebMedia>>(async () => picture);
    receive(download, { size: 1001 });
    await expect(fetch()).rejects.toMatchObject({ code: 'media_too_large', retryable: false });
    expect(download).not.toHaveBeenCalled();
  });
});

describe('marks', () => {
  it('a reaction is set and taken back, on a message that is still there', async () => {
    const { client, call, receive } = setUp();
    receive(async () => undefined);
    await whatsappWeb.react?.({ to, targetExternalId: ref, emoji: '👍' }, {}, call());
    await whatsappWeb.react?.({ to, targetExternalId: ref, emoji: null }, {}, call());
    expect(client.callsOf('sendReaction')).toEqual([
      [ref, '👍'],
      [ref, ''],
    ]);
    const gone = { to, targetExternalId: `false_${anna}_GONE`, emoji: '👍' };
    await expect(whatsappWeb.react?.(gone, {}, call())).rejects.toMatchObject({
      code: 'content_rejected',
      retryable: false,
    });
  });

  it('typing and read marks go to the chat, and fail without harm', async () => {
    const { client, call } = setUp();
    const id = { user: '4915112345678', server: 'c.us', _serialized: anna };
    client.chats.push({ id, isGroup: false, unreadCount: 1, timestamp: 1, messages: [] });
    await whatsappWeb.showTyping?.(to, null, {}, call());
    await whatsappWeb.markRead?.(to, ref, {}, call());
    expect(client.callsOf('sendStateTyping')).toHaveLength(1);
    expect(client.callsOf('sendSeen')).toEqual([[anna]]);
    client.once('sendSeen', () => Promise.reject(new Error('r: r')));
    await expect(whatsappWeb.markRead?.(to, ref, {}, call())).rejects.toMatchObject({
      code: 'provider_unavailable',
      retryable: true,
    });
  });
});
