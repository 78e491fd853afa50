import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { getFile, isConfigured, readFileBody } from './get-file.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let url: string;
let close: () => void;
let answer: Answer;
let seen: IncomingMessage[];

beforeEach(async () => {
  seen = [];
  const server = createServer((request, response) => {
    seen.push(request);
    answer(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  close = () => {
    server.closeAllConnections();
    server.close();
  };
});
afterEach(() => close());

const refused = { code: 'media_unavailable', retryable: false };

describe('a file named in a message', () => {
  it.each([
    'http://files.example.org/a',
    'https://127.0.0.1/a',
    'https://2130706433/a',
    'https://0x7f.1/a',
    'https://127.0.0.1./a',
    'https://localhost/a',
    'https://[::1]/a',
    'https://[::ffff:10.0.0.1]/a',
    'https://[::ffff:a9fe:a9fe]/latest/meta-data',
    'https://169.254.169.254/latest/meta-data',
    'https://192.168.1.1/a',
    'https://100.64.0.1/a',
    'https://user:word@8.8.8.8/a',
    'file:///etc/passwd',
    'ftp://8.8.8.8/a',
  ])('X16 is not fetched from %s', async (address) => {
    await expect(get(address)).rejects.toMatchObject(refused);
  });

  it('X16 is not fetched from our own network, except from the server that is configured', async () => {
    answer = (_request, response) => response.end('bytes');
    await expect(get(`${url}/a`, undefined)).rejects.toMatchObject(refused);
    await expect(get(`${url}/a`, 'http://127.0.0.1:1')).rejects.toMatchObject(refused);
    expect(seen).toHaveLength(0);
    expect(await textOf(get(`${url}/a`, url))).toBe('bytes');
  });

  it.each([
    'http://169.254.169.254/',
    'https://[::1]/',
    '//10.0.0.1/',
    'file:///etc/passwd',
    'http://[',
  ])('X16 behind a redirect to %s is not fetched', async (location) => {
    answer = (_request, response) => response.writeHead(302, { location }).end();
    await expect(get(`${url}/a`, url)).rejects.toMatchObject(refused);
    expect(seen).toHaveLength(1);
  });

  it('X16 in a circle of redirects is given up', async () => {
    answer = (_request, response) => response.writeHead(302, { location: '/a' }).end();
    await expect(get(`${url}/a`, url)).rejects.toMatchObject(refused);
    expect(seen).toHaveLength(6);
  });

  it('X16 is asked for with what each hop may know, over a connection of its own', async () => {
    answer = (request, response) =>
      request.url === '/a'
        ? response.writeHead(307, { location: url.replace('127.0.0.1', 'localhost') }).end()
        : response.end('bytes');
    const hops: string[] = [];
    const response = await getFile(new URL(`${url}/a`), {
      apiRoot: url,
      signal: new AbortController().signal,
      headersFor: ({ hostname }): Record<string, string> =>
        hostname === '127.0.0.1' ? { authorization: 'secret' } : {},
      record: ({ hostname }, status) => hops.push(`${hostname} ${status}`),
    });
    expect(response.statusCode).toBe(200);
    expect(seen.map(({ headers }) => headers.authorization)).toEqual(['secret', undefined]);
    expect(seen.map(({ headers }) => headers.connection)).toEqual(['close', 'close']);
    expect(hops).toEqual(['127.0.0.1 307', 'localhost 200']);
  });

  it('X16 is read up to the limit, announced or not', async () => {
    answer = (_request, response) => response.end('bytes');
    await expect(textOf(get(url, url), 4)).rejects.toMatchObject({
      code: 'media_too_large',
      sizeBytes: 5,
    });
    answer = (_request, response) => {
      response.write('by');
      response.end('tes');
    };
    await expect(textOf(get(url, url), 4)).rejects.toMatchObject({
      code: 'media_too_large',
      sizeBytes: null,
    });
    expect(await textOf(get(url, url), 5)).toBe('bytes');
  });

  it('that breaks off, or never comes, is worth another try', async () => {
    const retryable = { code: 'provider_unavailable', retryable: true };
    answer = (_request, response) => {
      response.writeHead(200, { 'content-length': '9' });
      response.write('by', () => response.destroy());
    };
    await expect(textOf(get(url, url))).rejects.toMatchObject(retryable);
    answer = (request) => request.destroy();
    await expect(get(url, url)).rejects.toMatchObject(retryable);
  });
});

describe('the configured server', () => {
  it.each([
    ['http://10.0.0.7:8080/a', 'http://10.0.0.7:8080', true],
    ['http://10.0.0.7:8080/a', 'http://10.0.0.7:8080/base', true],
    ['http://localhost:8080/a', 'http://127.0.0.1:8080', true],
    ['http://localhost:8081/a', 'http://127.0.0.1:8080', false],
    ['https://10.0.0.7:8080/a', 'http://10.0.0.7:8080', false],
    ['http://x:y@10.0.0.7:8080/a', 'http://10.0.0.7:8080', false],
    ['http://10.0.0.8:8080/a', 'http://10.0.0.7:8080', false],
    ['http://10.0.0.7:8080/a', undefined, false],
  ])('%s at %s: %s', (address, apiRoot, expected) => {
    expect(isConfigured(new URL(address), apiRoot)).toBe(expected);
  });
});

function get(address: string, apiRoot?: string): Promise<IncomingMessage> {
  return getFile(new URL(address), {
    apiRoot,
    signal: new AbortController().signal,
    headersFor: () => ({}),
    record: () => undefined,
  });
}

async function textOf(response: Promise<IncomingMessage>, maxBytes = 100): Promise<string> {
  return (await readFileBody(await response, maxBytes)).toString();
}
