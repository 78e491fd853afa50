import { createHmac, timingSafeEqual } from 'node:crypto';
import { WebhookRejected, type WebhookRequest } from '../adapter.ts';
import type { SimulatorCredentials } from './credentials.ts';

/** The header in which the signature travels. */
export const signatureHeader = 'x-lotse-simulator-signature';

/** Hex HMAC-SHA256 over the bytes of the body, to be sent in `signatureHeader`. */
export function signSimulatorRequest(secret: string, body: Buffer): string {
  return createHmac('sha256', secret).update(body).digest('hex');
}

/** @throws WebhookRejected `signature_invalid` 401, also when no secret is set. */
export function verifySignature(request: WebhookRequest, credentials: SimulatorCredentials): void {
  const given = Buffer.from(request.headers[signatureHeader] ?? '');
  const right = Buffer.from(signSimulatorRequest(credentials.secret, request.body));
  const isRight =
    credentials.secret !== '' && given.length === right.length && timingSafeEqual(given, right);
  if (!isRight) throw new WebhookRejected('signature_invalid', 401, 'The signature is wrong');
}
