import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Exchange, MediaRef } from '../adapter.ts';
import {
  fakeBotToken,
  startFakeTelegram,
  type FakeTelegram,
} from '../../gateway/test/fake-telegram.ts';
import { telegram } from './index.ts';

let fake: FakeTelegram;
let exchanges: Exchange[];
const credentials = { botToken: fakeBotToken, webhookSecret: 'secret' };
const image: MediaRef = { kind: 'image', ref: 'AgACAgIAAx', mimeType: 'image/jpeg' };
const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0x00]);

beforeEach(async () => {
  fake = await startFakeTelegram();
  exchanges = [];
});
afterEach(() => fake.close());

describe('a file', () => {
  it('is asked for by its id and arrives byte by byte', async () => {
    fake.files.set(image.ref, {
      path: 'photos/file 1.jpg',
      bytes: jpeg,
      contentType: 'image/jpeg',
    });
    const media = await fetchMedia(image);
    expect(media.bytes.equals(jpeg)).toBe(true);
    expect(media).toMatchObject({ mimeType: 'image/jpeg', fileName: 'file 1.jpg' });
    expect(fake.requests.map(({ method }) => method)).toEqual(['getFile', 'download']);
  });

  it('of an unnamed type has none', async () => {
    fake.files.set(image.ref, { path: 'photos/file_1.jpg', bytes: jpeg });
    expect(await fetchMedia(image)).toHaveProperty('mimeType', null);
  });

  it('X13 is recorded without token and path', async () => {
    fake.files.set(image.ref, { path: 'photos/file_1.jpg', bytes: jpeg });
    await fetchMedia(image);
    expect(exchanges).toMatchObject([
      { path: '/bot{token}/getFile', status: 200 },
      { method: 'GET', path: '/file/bot{token}/{path}', status: 200 },
    ]);
  });

  it('TGI25 marked as too large is not asked for', async () => {
    await expect(fetchMedia({ ...image, isTooLarge: true })).rejects.toMatchObject(tooLarge);
    expect(fake.requests).toHaveLength(0);
  });

  it('TGI25 that turns out too large at getFile is final', async () => {
    const bytes = Buffer.alloc(20 * 1024 * 1024 + 1);
    fake.files.set(image.ref, { path: 'documents/file_1.zip', bytes });
    await expect(fetchMedia(image)).rejects.toMatchObject(tooLarge);
  });

  it('X16 of more than the asker wants is not downloaded', async () => {
    fake.files.set(image.ref, { path: 'photos/file_1.jpg', bytes: jpeg });
    await expect(fetchMedia(image, { maxBytes: 4 })).rejects.toMatchObject(tooLarge);
    expect(fake.requests.map(({ method }) => method)).toEqual(['getFile']);
  });

  it('X16 that is larger than announced is cut off', async () => {
    const info = {
      ok: true,
      result: { file_id: 'a', file_path: 'photos/file_1.jpg', file_size: 1 },
    };
    fake.files.set(image.ref, { path: 'photos/file_1.jpg', bytes: jpeg });
    fake.failNext({ method: 'getFile', status: 200, body: info });
    await expect(fetchMedia(image, { maxBytes: 4 })).rejects.toMatchObject(tooLarge);
  });

  it('X16 that is gone is unavailable for good', async () => {
    fake.files.set(image.ref, { path: 'photos/file_1.jpg', bytes: jpeg });
    fake.failNext({ method: 'download', status: 404 });
    await expect(fetchMedia(image)).rejects.toMatchObject(gone);
  });

  it('X16 behind a redirect is not followed', async () => {
    let wasCalled = false;
    const elsewhere = createServer((_request, response) => {
      wasCalled = true;
      response.end('internal');
    }).listen(0, '127.0.0.1');
    await once(elsewhere, 'listening');
    const { port } = elsewhere.address() as AddressInfo;
    fake.files.set(image.ref, { path: 'photos/file_1.jpg', bytes: jpeg });
    const headers = { location: `http://127.0.0.1:${port}/` };
    fake.failNext({ method: 'download', status: 302, headers });
    await expect(fetchMedia(image)).rejects.toMatchObject(gone);
    expect(wasCalled).toBe(false);
    elsewhere.close();
  });

  it.each(['/var/lib/file.jpg', '../../etc/passwd', 'photos/../../x'])(
    'X16 whose path leads elsewhere is not fetched: %s',
    async (path) => {
      fake.files.set(image.ref, { path, bytes: jpeg });
      await expect(fetchMedia(image)).rejects.toMatchObject(gone);
      expect(fake.requests.map(({ method }) => method)).toEqual(['getFile']);
    },
  );

  it('TGI25 that is temporarily unavailable is worth another try', async () => {
    await expect(fetchMedia(image)).rejects.toMatchObject(tryAgain);
  });

  it('TGI25 with an id that cannot be right is unavailable for good', async () => {
    const body = { ok: false, error_code: 400, description: 'Bad Request: invalid file_id' };
    fake.failNext({ method: 'getFile', status: 400, body });
    await expect(fetchMedia(image)).rejects.toMatchObject(gone);
  });

  it('TGI25 is asked for later when Telegram is busy', async () => {
    const parameters = { retry_after: 3 };
    const body = { ok: false, error_code: 429, description: 'Too Many Requests', parameters };
    fake.failNext({ method: 'getFile', status: 429, body });
    const busy = { code: 'throttled', retryable: true, retryAfterMs: 3000 };
    await expect(fetchMedia(image)).rejects.toMatchObject(busy);
    fake.files.set(image.ref, { path: 'photos/file_1.jpg', bytes: jpeg });
    fake.failNext({ method: 'download', status: 429, headers: { 'retry-after': '3' } });
    await expect(fetchMedia(image)).rejects.toMatchObject(busy);
  });

  it.each(['getFile', 'download'])(
    'TGI25 whose %s gets no answer is asked for again',
    async (at) => {
      fake.files.set(image.ref, { path: 'photos/file_1.jpg', bytes: jpeg });
      fake.failNext({ method: at, hang: true });
      const abort = new AbortController();
      const outcome = fetchMedia(image, { signal: abort.signal }).catch((error: unknown) => error);
      await expect.poll(() => fake.requests.at(-1)?.method).toBe(at);
      abort.abort();
      expect(await outcome).toMatchObject(tryAgain);
    },
  );

  it('X13 no error holds the token or the URL', async () => {
    fake.files.set(image.ref, { path: 'photos/file_1.jpg', bytes: jpeg });
    fake.failNext({ method: 'download', destroy: true });
    const error = await fetchMedia(image).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject(tryAgain);
    expect(error instanceof Error && `${error.stack} ${String(error.cause)}`).not.toMatch(
      /AAEexample|127\.0\.0\.1/,
    );
  });
});

const tooLarge = { code: 'media_too_large', retryable: false };
const gone = { code: 'media_unavailable', retryable: false };
const tryAgain = { code: 'provider_unavailable', retryable: true, certain: true };

function fetchMedia(media: MediaRef, changes: { maxBytes?: number; signal?: AbortSignal } = {}) {
  return telegram.fetchMedia(media, credentials, {
    apiRoot: fake.url,
    apiVersion: undefined,
    signal: new AbortController().signal,
    record: (exchange) => void exchanges.push(exchange),
    maxBytes: 25 * 1024 * 1024,
    ...changes,
  });
}
