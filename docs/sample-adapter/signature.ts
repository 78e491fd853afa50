import { createHmac, timingSafeEqual } from 'node:crypto';
import { WebhookRejected, type WebhookRequest } from '../adapter.ts';

/** `sha256=` and the hex HMAC-SHA256 over the bytes of the body. */
export function sign(secret: string, body: Buffer): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

/** @throws WebhookRejected `signature_invalid` 401. */
export function verifySignature({ headers, body }: WebhookRequest, secret: string): void {
  const given = Buffer.from(headers['x-sample-signature'] ?? '');
  const right = Buffer.from(sign(secret, body));
  if (given.length === right.length && timingSafeEqual(given, right)) return;
  throw new WebhookRejected('signature_invalid', 401, 'The signature is wrong');
}
