import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SendError, type CallContext, type Exchange, type MediaRef } from '../adapter.ts';
import { startFakeGraph, type FakeGraph } from '../../gateway/test/fake-graph.ts';
import {
  fakeGraphCredentials as credentials,
  graphErrorBody,
} from '../../gateway/test/fake-graph-payloads.ts';
import { whatsappCloud } from './index.ts';

const bytes = Buffer.from('bytes of a photo');
const media: MediaRef = { kind: 'image', ref: '900000000000001', fileName: 'foto.jpg' };
let graph: FakeGraph;
let exchanges: Exchange[];

beforeEach(async () => {
  graph = await startFakeGraph();
  graph.files.set(media.ref, { mimeType: 'image/jpeg', bytes });
  exchanges = [];
});

afterEach(() => graph.close());

describe('fetchMedia', () => {
  it('WAI09 a file is fetched by its id with the token', async () => {
    expect(await fetchMedia()).toEqual({ bytes, mimeType: 'image/jpeg', fileName: 'foto.jpg' });
    expect(graph.requests.map(({ endpoint }) => endpoint)).toEqual(['media-info', 'download']);
    expect(graph.requests[1]?.headers.authorization).toBe(`Bearer ${credentials.accessToken}`);
    expect(exchanges.map(({ path }) => path)).toEqual(['/v25.0/{media-id}', '/{media-url}']);
  });

  it('WAI09 a URL that has expired is asked for once more by the id', async () => {
    graph.failNext({ endpoint: 'download', status: 404, body: 'Not found' });
    expect(await fetchMedia()).toMatchObject({ bytes });
    expect(graph.requests.map(({ endpoint }) => endpoint)).toEqual([
      'media-info',
      'download',
      'media-info',
      'download',
    ]);
  });

  it('a file that is gone twice is unavailable for good', async () => {
    graph.failNext({ endpoint: 'download', status: 404, body: 'Not found', times: 2 });
    expect(await failure()).toMatchObject({ code: 'media_unavailable', retryable: false });
    expect(graph.requests).toHaveLength(4);
  });

  it('an id that WhatsApp no longer knows is unavailable for good', async () => {
    graph.files.clear();
    expect(await failure()).toMatchObject({ code: 'media_unavailable', retryable: false });
  });

  it('a refused token is not the fault of the file', async () => {
    graph.failNext({ status: 401, body: graphErrorBody(190, 'Expired') });
    expect(await failure()).toMatchObject({ code: 'credentials_failed', retryable: true });
  });

  it.each([
    ['in hex', (hex: string) => hex],
    ['in base64', (hex: string) => Buffer.from(hex, 'hex').toString('base64')],
  ])('WAI09 a file that does not match its digest %s is fetched again later', async (_, write) => {
    graph.files.set(media.ref, { mimeType: 'image/jpeg', bytes, sha256: write('ab'.repeat(32)) });
    expect(await failure()).toMatchObject({ code: 'provider_unavailable', retryable: true });
  });

  it('WAI09 the digest of the message counts when the answer has none', async () => {
    graph.files.set(media.ref, { mimeType: 'image/jpeg', bytes, sha256: '' });
    expect(await failure({ ...media, sha256: 'ab'.repeat(32) })).toMatchObject({
      code: 'provider_unavailable',
    });
  });

  it('a file announced as too large is never downloaded', async () => {
    expect(await failure(media, { maxBytes: bytes.length - 1 })).toMatchObject({
      code: 'media_too_large',
      retryable: false,
      sizeBytes: bytes.length,
    });
    expect(graph.requests.map(({ endpoint }) => endpoint)).toEqual(['media-info']);
  });

  it('a file larger than announced is cut off while it streams', async () => {
    graph.files.set(media.ref, { mimeType: 'image/jpeg', bytes, fileSize: 1 });
    const error = await failure(media, { maxBytes: bytes.length - 1 });
    expect(error).toMatchObject({ code: 'media_too_large', retryable: false });
    expect(graph.requests.map(({ endpoint }) => endpoint)).toEqual(['media-info', 'download']);
  });

  it.each([
    [503, 'provider_unavailable'],
    [429, 'throttled'],
  ])('status %i while downloading is worth another try', async (status, code) => {
    graph.failNext({ endpoint: 'download', status, body: '<html>' });
    expect(await failure()).toMatchObject({ code, retryable: true });
  });

  it('a connection lost while downloading is worth another try', async () => {
    graph.failNext({ endpoint: 'download', destroy: true });
    expect(await failure()).toMatchObject({ code: 'provider_unavailable', retryable: true });
  });

  it('a reference that is no id is never asked for', async () => {
    const ref = 'https://evil.example/a.jpg';
    expect(await failure({ ...media, ref })).toMatchObject({ code: 'media_unavailable' });
    expect(graph.requests).toEqual([]);
  });

  it('X16 a redirect to another server of our own network is refused', async () => {
    let hits = 0;
    const inner: Server = createServer((_, response) => {
      hits += 1;
      response.end(bytes);
    }).listen(0, '127.0.0.1');
    await once(inner, 'listening');
    const location = `http://127.0.0.1:${(inner.address() as AddressInfo).port}/metadata`;
    expect((await fetch(location)).status).toBe(200);
    graph.failNext({ endpoint: 'download', status: 302, body: '', headers: { location } });
    expect(await failure()).toMatchObject({ code: 'media_unavailable', retryable: false });
    expect(hits).toBe(1);
    inner.close();
  });

  it('a redirect within the server is followed', async () => {
    const location = `/attachments/${media.ref}/0`;
    graph.failNext({ endpoint: 'download', status: 302, body: '', headers: { location } });
    expect(await fetchMedia()).toMatchObject({ bytes });
  });

  it('X16 a redirect to another host is never told the token', async () => {
    const location = `${graph.url.replace('127.0.0.1', 'localhost')}/attachments/${media.ref}/0`;
    graph.failNext({ endpoint: 'download', status: 302, body: '', headers: { location } });
    // Refused there without the token, the file is asked for once more by its id.
    expect(await fetchMedia()).toMatchObject({ bytes });
    const downloads = graph.requests.filter(({ endpoint }) => endpoint === 'download');
    expect(downloads.map(({ headers }) => headers.authorization !== undefined)).toEqual([
      true,
      false,
      true,
    ]);
    expect(downloads[1]?.headers.host).toMatch(/^localhost:/);
  });
});

type Limits = CallContext & { maxBytes: number };

function fetchMedia(ref = media, limits: Partial<Limits> = {}) {
  const call: Limits = {
    apiRoot: graph.url,
    apiVersion: undefined,
    signal: new AbortController().signal,
    record: (exchange) => exchanges.push(exchange),
    maxBytes: 1024,
    ...limits,
  };
  return whatsappCloud.fetchMedia(ref, credentials, call);
}

async function failure(ref = media, limits: Partial<Limits> = {}): Promise<SendError> {
  const error: unknown = await fetchMedia(ref, limits).then(
    () => new Error('it was fetched'),
    (reason: unknown) => reason,
  );
  if (error instanceof SendError) return error;
  throw error;
}
