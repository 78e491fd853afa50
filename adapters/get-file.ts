import { request as requestHttp, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import { SendError } from './errors.ts';
import { assertPublicHost, PrivateAddressError, publicLookup } from './public-address.ts';

const maxRedirects = 5;

export type FileRequest = {
  /** The base URL that the operator configured: its server alone may be private, and be spoken to without encryption. */
  apiRoot: string | undefined;
  /** What a hop is told about us, decided for each hop: a redirect must not carry our credentials elsewhere. */
  headersFor: (url: URL) => Record<string, string>;
  signal: AbortSignal;
  /** Called once a hop. */
  record: (url: URL, status: number | null, elapsedMs: number) => void;
};

/**
 * Asks for a file at an address that came in a message or in a provider's answer, and follows redirects. Each hop must
 * be public and encrypted, except at the configured base URL; the addresses checked are those connected to.
 * @returns the first answer that is no redirect, its body unread.
 * @throws SendError `media_unavailable` (final) where we don't fetch from; `provider_unavailable` (retryable) without answer.
 */
export async function getFile(start: URL, request: FileRequest): Promise<IncomingMessage> {
  let url = start;
  for (let hop = 0; hop <= maxRedirects; hop += 1) {
    const response = await get(url, request);
    const status = response.statusCode ?? 0;
    const { location } = response.headers;
    if (status < 300 || status > 399 || !location) return response;
    response.destroy();
    const next = URL.parse(location, url);
    if (!next) throw unavailable('The file lies behind a redirect that leads nowhere.');
    url = next;
  }
  throw unavailable('The file lies behind too many redirects.');
}

/**
 * Reads a body of at most `maxBytes`.
 * @throws SendError `media_too_large` (final), announced or not; `provider_unavailable` (retryable) when it breaks off.
 */
export async function readFileBody(response: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    const announced = Number(response.headers['content-length'] ?? 0);
    if (announced > maxBytes) throw tooLarge(announced);
    for await (const chunk of response as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > maxBytes) throw tooLarge();
      chunks.push(chunk);
    }
  } catch (error) {
    response.destroy();
    throw error instanceof SendError ? error : unreachable(error);
  }
  return Buffer.concat(chunks, size);
}

async function get(
  url: URL,
  { apiRoot, headersFor, signal, record }: FileRequest,
): Promise<IncomingMessage> {
  const startedAt = performance.now();
  const log = (status: number | null) =>
    record(url, status, Math.round(performance.now() - startedAt));
  const options = {
    // No pooled connection: one that stands was checked for nobody.
    agent: false,
    signal,
    headers: { 'accept-encoding': 'identity', ...headersFor(url) },
  };
  try {
    if (isConfigured(url, apiRoot)) {
      const response = await open(url, options);
      log(response.statusCode ?? null);
      return response;
    }
    assertFetchable(url);
    const response = await open(url, { ...options, lookup: publicLookup() });
    log(response.statusCode ?? null);
    return response;
  } catch (error) {
    log(null);
    if (error instanceof PrivateAddressError)
      throw unavailable('The file lies at an address that is not public.');
    throw error instanceof SendError ? error : unreachable(error);
  }
}

function assertFetchable(url: URL): void {
  if (!/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '')
    throw unavailable('The file lies where we do not fetch from.');
  assertPublicHost(url.hostname);
  if (url.protocol !== 'https:')
    throw unavailable('The file lies at an address without encryption.');
}

function open(url: URL, options: RequestOptions): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    request(url, options, resolve).on('error', reject).end();
  });
}

const loopbackNames = ['localhost', '127.0.0.1', '[::1]'];

/** Whether an address lies on the very server, port included, that the operator configured. */
export function isConfigured(url: URL, apiRoot: string | undefined): boolean {
  const root = apiRoot === undefined ? null : URL.parse(apiRoot);
  if (!root || url.protocol !== root.protocol || url.port !== root.port) return false;
  if (url.username !== '' || url.password !== '') return false;
  const areLocal = loopbackNames.includes(url.hostname) && loopbackNames.includes(root.hostname);
  return url.hostname === root.hostname || areLocal;
}

function unavailable(text: string): SendError {
  return new SendError('media_unavailable', text, { retryable: false });
}

function unreachable(cause: unknown): SendError {
  return new SendError('provider_unavailable', 'The file could not be fetched.', {
    retryable: true,
    cause,
  });
}

function tooLarge(sizeBytes?: number): SendError {
  return new SendError('media_too_large', 'The file is larger than we take.', {
    retryable: false,
    sizeBytes,
  });
}
