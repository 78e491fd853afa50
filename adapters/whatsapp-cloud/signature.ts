import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { WebhookRejected, type WebhookAnswer, type WebhookRequest } from '../adapter.ts';

/**
 * Checks `X-Hub-Signature-256`: HMAC-SHA256 of the raw bytes under the app secret, compared in constant time.
 * Source: https://developers.facebook.com/docs/graph-api/webhooks/getting-started#validate-payloads
 * @throws WebhookRejected `signature_invalid` 401 when it is missing or wrong, or no app secret is set.
 */
export function verifySignature(request: WebhookRequest, appSecret: string): void {
  const header = request.headers['x-hub-signature-256'] ?? '';
  const given = /^sha256=([0-9a-f]{64})$/i.exec(header)?.[1];
  if (!given || appSecret === '') {
    throw new WebhookRejected('signature_invalid', 401, 'signature missing');
  }
  const expected = createHmac('sha256', appSecret).update(request.body).digest();
  if (!timingSafeEqual(Buffer.from(given, 'hex'), expected)) {
    throw new WebhookRejected('signature_invalid', 401, 'signature wrong');
  }
}

/**
 * Answers Meta's subscription challenge with `hub.challenge` as plain text.
 * Source: https://developers.facebook.com/docs/graph-api/webhooks/getting-started#verification-requests
 * @throws WebhookRejected `verification_failed` 403 when mode or token is not ours.
 */
export function answerChallenge(
  request: WebhookRequest,
  verifyToken: string | undefined,
): WebhookAnswer {
  const given = request.query['hub.verify_token'] ?? '';
  const challenge = request.query['hub.challenge'] ?? '';
  const isOurs =
    request.query['hub.mode'] === 'subscribe' &&
    challenge !== '' &&
    !!verifyToken &&
    timingSafeEqual(digest(given), digest(verifyToken));
  if (!isOurs) throw new WebhookRejected('verification_failed', 403, 'verify token or mode wrong');
  return { status: 200, type: 'text/plain', body: challenge };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
