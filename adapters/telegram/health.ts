import { SendError, type CallContext, type Health } from '../adapter.ts';
import { callTelegram } from './client.ts';
import type { TelegramCredentials } from './credentials.ts';
import { instantOf, integerOf, objectOf, textOf } from './fields.ts';

/** An error so long ago says nothing of now: Telegram keeps the last one for good. */
const recentMs = 15 * 60_000;

/**
 * Asks whether Telegram still calls us, how many updates wait there and what went wrong last.
 * Source: https://core.telegram.org/bots/api#getwebhookinfo
 * @throws SendError `credentials_failed` when the token was revoked; a retryable one without a sensible answer.
 */
export async function checkHealth(
  webhookUrl: string,
  credentials: TelegramCredentials,
  call: CallContext,
): Promise<Health> {
  const info = objectOf(await callTelegram('getWebhookInfo', {}, credentials, call, 'repeatable'));
  if (!info) {
    throw new SendError('provider_unavailable', 'Telegram gave no sensible answer', {
      retryable: true,
    });
  }
  const pendingCount = integerOf(info['pending_update_count']) ?? null;
  const lastErrorAt = instantOf(info['last_error_date']);
  const lastError = textOf(info['last_error_message']) ?? null;
  const isFailing =
    (pendingCount ?? 0) > 0 &&
    lastErrorAt !== null &&
    Date.now() - lastErrorAt.getTime() < recentMs;
  return {
    pendingCount,
    lastErrorAt,
    lastError,
    quality: null,
    problem:
      misdirected(textOf(info['url']), webhookUrl) ??
      (isFailing
        ? {
            code: 'webhook_failing',
            text: `Telegram can't deliver to ${webhookUrl}: ${lastError ?? 'no reason given'}`,
          }
        : null),
  };
}

function misdirected(url: string | undefined, webhookUrl: string): Health['problem'] {
  if (url === webhookUrl) return null;
  if (url === undefined) {
    return { code: 'webhook_missing', text: 'Telegram has no address to deliver messages to.' };
  }
  const where = URL.canParse(url) ? new URL(url).origin : 'another address';
  return { code: 'webhook_elsewhere', text: `Telegram delivers the messages to ${where}.` };
}
