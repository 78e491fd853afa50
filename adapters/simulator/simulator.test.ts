import { describe, expect, it } from 'vitest';
import { type MediaRef, type OutboundMessage } from '../adapter.ts';
import { loadFixtures } from '../fixture.ts';
import { signedRequest } from './fixtures.ts';
import { signatureHeader, signSimulatorRequest, simulator } from './index.ts';

const fixtures = loadFixtures(new URL('./fixtures/', import.meta.url));

describe('what a phone sends', () => {
  it.each(fixtures)('$fixture.title ($name)', ({ fixture }) => {
    const { request, credentials } = signedRequest(fixture);
    const events = simulator.receive?.(request, credentials).events ?? [];
    expect(JSON.parse(JSON.stringify(events))).toMatchObject(fixture.expect);
    expect(events).toHaveLength(fixture.expect.length);
  });

  it('is refused without a signature, with a wrong one and with that of an empty secret', () => {
    const { request, credentials } = signed({ events: [] });
    const unsigned = { ...request, headers: {} };
    expect(() => simulator.receive?.(unsigned, credentials)).toThrow('The signature is wrong');
    const other = { secret: 'another-secret-0123456789' };
    expect(() => simulator.receive?.(request, other)).toThrow('The signature is wrong');
    const headers = { [signatureHeader]: signSimulatorRequest('', request.body) };
    expect(() => simulator.receive?.({ ...request, headers }, { secret: '' })).toThrow(
      'The signature is wrong',
    );
  });

  it.each(['{', '[]', 'null', '{}', '{"events":{}}'])('X10 %s is malformed', (body) => {
    const { request, credentials } = signed(body);
    expect(() => simulator.receive?.(request, credentials)).toThrow(
      expect.objectContaining({ code: 'malformed', status: 400 }),
    );
  });
});

describe('what is sent to a phone', () => {
  it('is named after its delivery and part, the same on every call', async () => {
    const once = await send({ deliveryId: 'd-1', partIndex: 2 });
    expect(once).toEqual({ parts: [{ externalId: 'sim-d-1-2' }] });
    expect(await send({ deliveryId: 'd-1', partIndex: 2 })).toEqual(once);
  });

  it('is refused for any other address', async () => {
    const to = { urn: 'tel:+4915100000001', messenger: 'sms' as const };
    await expect(send({ to })).rejects.toMatchObject({
      code: 'contact_unreachable',
      retryable: false,
    });
  });
});

describe('a simulated file', () => {
  it('is decoded from its data URL', async () => {
    const ref = `data:text/plain;charset=utf-8;base64,${Buffer.from('Grüße').toString('base64')}`;
    const media = await fetchMedia({ kind: 'document', ref, fileName: 'gruss.txt' });
    expect(media.bytes.toString()).toBe('Grüße');
    expect(media).toMatchObject({ mimeType: 'text/plain', fileName: 'gruss.txt' });
  });

  it('of more than 5 MB or than asked for is too large', async () => {
    const large = `data:image/png;base64,${Buffer.alloc(5 * 1024 * 1024 + 1).toString('base64')}`;
    const tooLarge = { code: 'media_too_large', retryable: false };
    await expect(fetchMedia({ kind: 'image', ref: large })).rejects.toMatchObject(tooLarge);
    const small = { kind: 'image', ref: 'data:image/png;base64,AAAAAAAA' } as const;
    await expect(fetchMedia(small, 5)).rejects.toMatchObject(tooLarge);
    expect((await fetchMedia(small, 6)).bytes).toHaveLength(6);
  });

  it.each(['https://lotse.example/a.png', 'data:image/png,AAAA', 'data:;base64,%%', ''])(
    'that is no data URL is unavailable: %j',
    async (ref) => {
      await expect(fetchMedia({ kind: 'image', ref })).rejects.toMatchObject({
        code: 'media_unavailable',
        retryable: false,
      });
    },
  );
});

function signed(body: unknown) {
  return signedRequest({ title: '', request: { body }, expect: [] });
}

function call() {
  const signal = new AbortController().signal;
  return { apiRoot: undefined, apiVersion: undefined, signal, record: () => {} };
}

function send(part: Partial<OutboundMessage>) {
  const message: OutboundMessage = {
    deliveryId: 'd',
    partIndex: 0,
    to: { urn: 'simulator:phone-1', messenger: 'whatsapp' },
    text: 'Hallo',
    attachments: [],
    replyToExternalId: null,
    statusUrl: null,
    ...part,
  };
  return simulator.send(message, { secret: '' }, call());
}

function fetchMedia(media: MediaRef, maxBytes = 25 * 1024 * 1024) {
  return simulator.fetchMedia(media, { secret: '' }, { ...call(), maxBytes });
}
