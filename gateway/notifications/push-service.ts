import { createECDH, createHmac } from 'node:crypto';
import { request as requestHttp, type IncomingHttpHeaders, type RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import webPush from 'web-push';
import { isConfigured } from '../../adapters/get-file.ts';
import { assertPublicHost, publicLookup } from '../../adapters/public-address.ts';
import type { Keyring } from '../keyring.ts';
import { vapidDetails } from './vapid.ts';

export type PushTarget = { endpoint: string; keys: { p256dh: string; auth: string } };
export type PushAnswer = { status: number; headers: IncomingHttpHeaders };

export type PushService = {
  /** What browsers subscribe with. */
  publicKey: string;
  /** Whether we would ever post there: a public server over https, on its standard port. */
  isAllowed(target: PushTarget): boolean;
  /** The same for the same address, without the address. */
  hashOf(endpoint: string): Buffer;
  /**
   * Encrypts (RFC 8291), signs (RFC 8292) and posts. Redirects are not followed.
   * @throws Error when no answer came.
   */
  post(target: PushTarget, payload: string, signal: AbortSignal): Promise<PushAnswer>;
};

/** A day later the message was found without us. */
const ttlSeconds = 4 * 3600;
/** A newer one takes the place of one that was not delivered yet. */
const topic = 'new-message';

/**
 * The way to the browsers' push services. `root` exempts one server from the rule that addresses must be public and
 * encrypted; only tests give it.
 */
export function openPushService(
  keyring: Keyring,
  publicUrl: string,
  root: string | undefined,
): PushService {
  const details = vapidDetails(keyring, publicUrl);
  const lookupKey = keyring.derive('push endpoints');
  return {
    publicKey: details.publicKey,
    isAllowed: ({ endpoint, keys }) => isAllowedAddress(endpoint, root) && areKeys(keys),
    hashOf: (endpoint) => createHmac('sha256', lookupKey).update(endpoint).digest(),
    post(target, payload, signal) {
      const { method, headers, body } = webPush.generateRequestDetails(target, payload, {
        vapidDetails: details,
        TTL: ttlSeconds,
        urgency: 'normal',
        topic,
      });
      const url = new URL(target.endpoint);
      if (!isAllowedAddress(target.endpoint, root)) throw new Error('Not a push service');
      const lookup = isConfigured(url, root) ? undefined : publicLookup();
      return post(url, { method, headers: { ...headers }, lookup, agent: false, signal }, body);
    },
  };
}

function isAllowedAddress(endpoint: string, root: string | undefined): boolean {
  const url = URL.parse(endpoint);
  if (!url) return false;
  if (isConfigured(url, root)) return true;
  if (url.protocol !== 'https:' || url.port !== '' || url.username !== '' || url.password !== '')
    return false;
  try {
    assertPublicHost(url.hostname);
    return url.hostname.includes('.') && !url.hostname.endsWith('.localhost');
  } catch {
    return false;
  }
}

/** A point of the curve and sixteen bytes: anything else could never be encrypted for. */
function areKeys({ p256dh, auth }: PushTarget['keys']): boolean {
  const point = Buffer.from(p256dh, 'base64url');
  if (point.length !== 65 || Buffer.from(auth, 'base64url').length !== 16) return false;
  try {
    const curve = createECDH('prime256v1');
    curve.generateKeys();
    curve.computeSecret(point);
    return true;
  } catch {
    return false;
  }
}

function post(url: URL, options: RequestOptions, body: Buffer): Promise<PushAnswer> {
  const open = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const request = open(url, options, (response) => {
      response.resume();
      resolve({ status: response.statusCode ?? 0, headers: response.headers });
    });
    request.on('error', reject);
    request.end(body);
  });
}
