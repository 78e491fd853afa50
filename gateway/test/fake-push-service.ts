import {
  createDecipheriv,
  createECDH,
  createHmac,
  createPublicKey,
  randomBytes,
  verify,
} from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Push = {
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
  /** What the browser reads. */
  payload: Record<string, unknown>;
};

export type FakeBrowser = {
  subscription: { endpoint: string; keys: { p256dh: string; auth: string } };
  pushes: Push[];
};

export type FakePushService = {
  url: string;
  /** A browser that has subscribed here. */
  addBrowser(): FakeBrowser;
  /** The statuses of the next answers, in order; 201 afterwards. */
  answerWith(...answers: { status: number; retryAfter?: string }[]): void;
  close(): Promise<void>;
};

/** Stands in for a browser vendor's push service: takes what RFC 8030 says, and reads it with the browser's own keys. */
export async function startFakePushService(): Promise<FakePushService> {
  const browsers = new Map<string, FakeBrowser & { open: (body: Buffer) => string }>();
  const answers: { status: number; retryAfter?: string }[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const path = request.url ?? '';
    const browser = browsers.get(path);
    if (!browser || request.method !== 'POST') {
      response.writeHead(404).end();
      return;
    }
    const { headers } = request;
    browser.pushes.push({ path, headers, body, payload: JSON.parse(browser.open(body)) });
    const { status, retryAfter } = answers.shift() ?? { status: 201 };
    response.writeHead(status, retryAfter ? { 'retry-after': retryAfter } : {}).end('said');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    addBrowser() {
      const path = `/push/${randomBytes(24).toString('base64url')}`;
      const { keys, open } = browserKeys();
      const browser = { subscription: { endpoint: url + path, keys }, pushes: [], open };
      browsers.set(path, browser);
      return browser;
    },
    answerWith: (...next) => void answers.push(...next),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** What a browser tells us that has subscribed at an address. */
export function newBrowser(endpoint: string): FakeBrowser['subscription'] {
  return { endpoint, keys: browserKeys().keys };
}

/** The keys a browser makes, and how it reads a message: RFC 8291 over RFC 8188, one record. */
function browserKeys() {
  const curve = createECDH('prime256v1');
  const own = curve.generateKeys();
  const auth = randomBytes(16);
  const keys = { p256dh: own.toString('base64url'), auth: auth.toString('base64url') };
  const open = (body: Buffer): string => {
    const salt = body.subarray(0, 16);
    const idLength = body[20] ?? 0;
    const sender = body.subarray(21, 21 + idLength);
    const info = Buffer.concat([Buffer.from('WebPush: info\0'), own, sender]);
    const secret = hkdf(auth, curve.computeSecret(sender), info, 32);
    const key = hkdf(salt, secret, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
    const nonce = hkdf(salt, secret, Buffer.from('Content-Encoding: nonce\0'), 12);
    const record = body.subarray(21 + idLength);
    const decipher = createDecipheriv('aes-128-gcm', key, nonce);
    decipher.setAuthTag(record.subarray(-16));
    const plain = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()]);
    return plain.subarray(0, plain.lastIndexOf(2)).toString('utf8');
  };
  return { keys, open };
}

function hkdf(salt: Buffer, secret: Buffer, info: Buffer, length: number): Buffer {
  const extracted = createHmac('sha256', salt).update(secret).digest();
  return createHmac('sha256', extracted)
    .update(info)
    .update(Buffer.of(1))
    .digest()
    .subarray(0, length);
}

/** What a VAPID header (RFC 8292) claims, if the key in it signed it. */
export function readVapid(header: string): { publicKey: string; claims: Record<string, unknown> } {
  const [, token = '', publicKey = ''] = /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(header) ?? [];
  const [head = '', claims = '', signature = ''] = token.split('.');
  const point = Buffer.from(publicKey, 'base64url');
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) =>
    half.toString('base64url'),
  );
  const key = createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x, y } });
  const isSigned = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  if (!isSigned) throw new Error('The VAPID token is not signed by its key');
  return { publicKey, claims: JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) };
}
