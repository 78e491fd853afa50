import { createHash, timingSafeEqual } from 'node:crypto';
import { WebhookRejected, type WebhookRequest } from '../adapter.ts';
import type { TelegramCredentials } from './credentials.ts';

/**
 * Compares the secret that Telegram repeats from `setWebhook` in a header, in constant time.
 * Source: https://core.telegram.org/bots/api#setwebhook (secret_token)
 * @throws WebhookRejected `signature_invalid` 401, also when no secret is set.
 */
export function verifySecret(request: WebhookRequest, credentials: TelegramCredentials): void {
  const given = request.headers['x-telegram-bot-api-secret-token'];
  const isRight =
    given !== undefined &&
    credentials.webhookSecret !== '' &&
    timingSafeEqual(digest(given), digest(credentials.webhookSecret));
  if (isRight) return;
  throw new WebhookRejected('signature_invalid', 401, 'The secret token is missing or wrong');
}

function digest(value: string): Buffer {
  return createHash('sha256').update(value).digest();
}
