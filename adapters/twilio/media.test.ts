import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { type FakeTwilio, startFakeTwilio } from '../../gateway/test/fake-twilio.ts';
import type { CallContext, Exchange, MediaRef } from '../adapter.ts';
import { carriesCredentials, fetchMedia } from './media.ts';

const bytes = Buffer.from('a photo of a letter');

let fake: FakeTwilio;
let exchanges: Exchange[];

beforeEach(async () => {
  fake = await startFakeTwilio();
  exchanges = [];
});

afterEach(async () => {
  await fake.close();
});

describe('a file of a message', () => {
  it('TWI06 is fetched with Basic authentication', async () => {
    const ref = fake.addMedia({ bytes, type: 'image/jpeg' });
    expect(await fetchMedia(image(ref), account(), call())).toEqual({
      bytes,
      mimeType: 'image/jpeg',
      fileName: null,
    });
    expect(fake.requests[0]?.headers.authorization).toMatch(/^Basic /);
    expect(exchanges).toMatchObject([
      { path: '/2010-04-01/Accounts/{sid}/Messages/{sid}/Media/{sid}', status: 200 },
    ]);
  });

  it('TWI06 at an address of Twilio is fetched from our base URL', async () => {
    const ref = fake.addMedia({ bytes, type: 'image/jpeg' });
    const atTwilio = ref.replace(fake.url, 'https://api.twilio.com');
    expect(await fetchMedia(image(atTwilio), account(), call())).toMatchObject({ bytes });
  });

  it('follows a redirect on the same host with its authentication', async () => {
    const target = fake.addMedia({ bytes, type: 'image/png' });
    const ref = fake.addMedia({ bytes: Buffer.alloc(0), type: '', redirectTo: target });
    expect(await fetchMedia(image(ref), account(), call())).toMatchObject({ bytes });
  });

  it.each([
    'http://127.0.0.1:1/latest',
    'https://[::ffff:127.0.0.1]:1/',
    'http://169.254.169.254/latest/meta-data',
    'http://10.0.0.1/',
    'https://localhost:1/',
  ])('X16 behind a redirect to %s is refused', async (redirectTo) => {
    const ref = fake.addMedia({ bytes, type: '', redirectTo });
    await expect(fetchMedia(image(ref), account(), call())).rejects.toMatchObject({
      code: 'media_unavailable',
      retryable: false,
      message: 'The file lies at an address that is not public.',
    });
    expect(fake.requests).toHaveLength(1);
  });

  it('X16 behind a redirect to another host is asked for without authentication', async () => {
    const other = await startFakeTwilio();
    const ref = other.addMedia({
      bytes,
      type: '',
      redirectTo: fake.addMedia({ bytes, type: 'a/b' }),
    });
    try {
      const outsider = { accountSid: other.accountSid, authToken: other.authToken };
      const elsewhere = { ...call(), apiRoot: other.url };
      await expect(fetchMedia(image(ref), outsider, elsewhere)).rejects.toMatchObject({
        code: 'media_unavailable',
      });
      // Started at a foreign host, the base URL is not told who we are either.
      await expect(fetchMedia(image(ref), account(), call())).rejects.toMatchObject({
        code: 'media_unavailable',
      });
      expect(fake.requests).toEqual([]);
    } finally {
      await other.close();
    }
  });

  it('X16 larger than allowed is refused, announced or not', async () => {
    const ref = fake.addMedia({ bytes, type: 'image/jpeg' });
    await expect(
      fetchMedia(image(ref), account(), { ...call(), maxBytes: 5 }),
    ).rejects.toMatchObject({
      code: 'media_too_large',
      retryable: false,
    });
    fake.failNext({
      status: 200,
      body: 'x'.repeat(50),
      headers: { 'transfer-encoding': 'chunked' },
    });
    await expect(
      fetchMedia(image(ref), account(), { ...call(), maxBytes: 5 }),
    ).rejects.toMatchObject({
      code: 'media_too_large',
    });
  });

  it.each([
    [404, 'media_unavailable', false],
    [410, 'media_unavailable', false],
    [401, 'credentials_failed', true],
    [429, 'throttled', true],
    [503, 'provider_unavailable', true],
  ])('X16 answered with HTTP %i is %s', async (status, code, retryable) => {
    const ref = fake.addMedia({ bytes, type: 'image/jpeg' });
    fake.failNext({ status });
    await expect(fetchMedia(image(ref), account(), call())).rejects.toMatchObject({
      code,
      retryable,
    });
  });

  it('whose connection breaks is tried again', async () => {
    const ref = fake.addMedia({ bytes, type: 'image/jpeg' });
    fake.failNext({ destroy: true });
    await expect(fetchMedia(image(ref), account(), call())).rejects.toMatchObject({
      code: 'provider_unavailable',
      retryable: true,
    });
  });

  it.each([
    ['inline; filename="Brief.jpg"', 'Brief.jpg'],
    [
      "attachment; filename=x.pdf; filename*=UTF-8''%D8%B4%D9%87%D8%A7%D8%AF%D8%A9.pdf",
      'شهادة.pdf',
    ],
    [`inline; filename="${Buffer.from('شهادة.pdf').toString('latin1')}"`, 'شهادة.pdf'],
    ['inline; filename="Straße.pdf"', 'Straße.pdf'],
    ['inline', null],
  ])('is called as its header says: %s', async (disposition, fileName) => {
    const ref = fake.addMedia({ bytes, type: 'image/jpeg' });
    fake.failNext({ status: 200, body: 'x', headers: { 'content-disposition': disposition } });
    expect(await fetchMedia(image(ref), account(), call())).toMatchObject({ fileName });
  });

  it('in a circle of redirects is given up', async () => {
    const file = { bytes, type: '', redirectTo: '' };
    const ref = fake.addMedia(file);
    file.redirectTo = ref;
    await expect(fetchMedia(image(ref), account(), call())).rejects.toMatchObject({
      code: 'media_unavailable',
    });
    expect(fake.requests).toHaveLength(6);
  });
});

describe('the authentication', () => {
  const twilio = 'https://api.twilio.com/a';
  const base = 'http://127.0.0.1:4010/a';

  it.each([
    ['from Twilio to itself', twilio, twilio, undefined, true],
    ['from our base URL to itself', base, base, 'http://127.0.0.1:4010', true],
    ['from Twilio to another host of Twilio', twilio, 'https://mcs.twilio.com/a', undefined, false],
    ['from our base URL to Twilio', base, twilio, 'http://127.0.0.1:4010', false],
    ['from Twilio to an unencrypted address', twilio, 'http://api.twilio.com/a', undefined, false],
    [
      'to a host that only looks like Twilio',
      'https://eviltwilio.com/',
      'https://eviltwilio.com/',
      undefined,
      false,
    ],
    ['to the host of an unknown base URL', base, base, undefined, false],
  ])('%s', (_title, start, url, apiRoot, expected) => {
    expect(carriesCredentials(new URL(url), new URL(start), apiRoot)).toBe(expected);
  });
});

function image(ref: string): MediaRef {
  return { kind: 'image', ref };
}

function account() {
  return { accountSid: fake.accountSid, authToken: fake.authToken, from: '+493012345678' };
}

function call(): CallContext & { maxBytes: number } {
  return {
    apiRoot: fake.url,
    apiVersion: undefined,
    signal: new AbortController().signal,
    record: (exchange) => exchanges.push(exchange),
    maxBytes: 1_000_000,
  };
}
