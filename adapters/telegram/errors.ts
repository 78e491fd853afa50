import { TelegramError } from 'telegraf';
import { SendError, type SendErrorCode } from '../adapter.ts';

/** Whether doing it twice does harm: a message must not be sent twice, a file may be asked for again. */
export type Effect = 'once' | 'repeatable';

/** Nothing has left the machine when one of these happens. */
const unsentCodes = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** An empty reason is Node's when it tried several addresses and got through to none. */
const unsentMessage = /reason: (connect |getaddrinfo |.* before secure TLS connection|$)/;

/**
 * Turns what the client threw into our words. The original is never attached: telegraf's errors carry the message
 * that was sent, node-fetch's the URL with the bot's token in it.
 *
 * Source of the texts: https://core.telegram.org/bots/api#making-requests and
 * https://github.com/tdlib/telegram-bot-api (Client.cpp)
 */
export function sendErrorFrom(error: unknown, effect: Effect): SendError {
  if (error instanceof SendError) return error;
  if (error instanceof TelegramError) return refusal(error);
  if (isUnsent(error)) return unavailable('Telegram cannot be reached');
  if (isHtmlAnswer(error)) return unavailable('Something other than Telegram answered');
  if (effect === 'repeatable') return unavailable('Telegram did not answer');
  return new SendError('no_answer', 'Telegram did not answer; it may have been sent', {
    retryable: false,
    certain: false,
  });
}

/** What Telegram answered with `ok: false`. */
function refusal(error: TelegramError): SendError {
  const code = error.code;
  const text = error.description || 'Telegram refused without a reason';
  const details = { providerCode: code, retryable: false };
  if (code === 429 || code === 420) return throttled(error, text);
  if (code === undefined || code >= 500) {
    return new SendError('provider_unavailable', text, { ...details, retryable: true });
  }
  if (code === 401 || code === 404) {
    return new SendError('credentials_failed', text, { ...details, retryable: true });
  }
  if (code === 409)
    return new SendError('provider_unavailable', text, { ...details, retryable: true });
  if (code === 413) return new SendError('media_too_large', text, details);
  if (code === 403) return new SendError(forbiddenCode(text), text, details);
  const migratedTo = error.parameters?.migrate_to_chat_id;
  if (migratedTo !== undefined) {
    const newUrn = `telegram:${migratedTo}`;
    return new SendError('address_changed', text, { ...details, retryable: true, newUrn });
  }
  return new SendError(badRequestCode(text), text, details);
}

function throttled(error: TelegramError, text: string): SendError {
  const seconds = error.parameters?.retry_after;
  return new SendError('throttled', text, {
    retryable: true,
    providerCode: error.code,
    ...(seconds !== undefined && { retryAfterMs: seconds * 1000 }),
  });
}

/** Blocked and deactivated stay so until the person acts; "can't initiate conversation" says nothing of that kind. */
function forbiddenCode(text: string): SendErrorCode {
  return /blocked|deactivated/i.test(text) ? 'contact_stopped' : 'contact_unreachable';
}

function badRequestCode(text: string): SendErrorCode {
  if (/USER_IS_BLOCKED|DEACTIVATED/.test(text)) return 'contact_stopped';
  if (
    /chat not found|user not found|PEER_ID_INVALID|not enough rights|no rights|CHAT_WRITE_FORBIDDEN/i.test(
      text,
    )
  ) {
    return 'contact_unreachable';
  }
  if (/too (big|large)/i.test(text)) return 'media_too_large';
  if (/caption|text|button|reply/i.test(text)) return 'content_rejected';
  if (/file|photo|image|video|audio|voice|media|sticker|document|http url/i.test(text)) {
    return 'media_rejected';
  }
  return 'content_rejected';
}

function unavailable(text: string): SendError {
  return new SendError('provider_unavailable', text, { retryable: true });
}

function isUnsent(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return unsentCodes.has(code) || unsentMessage.test(error.message);
}

/** Telegram answers in JSON only: HTML comes from a proxy or a captive portal before it. */
function isHtmlAnswer(error: unknown): boolean {
  return (
    error instanceof Error &&
    /invalid json response body.*Unexpected token '?</s.test(error.message)
  );
}
