import { SendError, type CallContext, type Provisioned } from '../adapter.ts';
import { callTelegram } from './client.ts';
import type { TelegramCredentials } from './credentials.ts';
import { objectOf, textOf } from './fields.ts';

/** All that we read; the last two only come when named. Source: https://core.telegram.org/bots/api#setwebhook */
const allowedUpdates = [
  'message',
  'edited_message',
  'callback_query',
  'my_chat_member',
  'message_reaction',
] as const;

const maxConnections = 40;

/**
 * Asks the bot for its name, then points Telegram at our webhook. May be repeated at any time; waiting updates are kept.
 * Source: https://core.telegram.org/bots/api#setwebhook
 */
export async function provision(
  webhookUrl: string,
  credentials: TelegramCredentials,
  call: CallContext,
): Promise<Provisioned> {
  try {
    const me = objectOf(await callTelegram('getMe', {}, credentials, call, 'repeatable'));
    const payload = {
      url: webhookUrl,
      secret_token: credentials.webhookSecret,
      allowed_updates: allowedUpdates,
      max_connections: maxConnections,
    };
    await callTelegram('setWebhook', payload, credentials, call, 'repeatable');
    const username = textOf(me?.['username']);
    return { ok: true, label: username ? `@${username}` : null };
  } catch (error) {
    return problemOf(error, webhookUrl);
  }
}

function problemOf(error: unknown, webhookUrl: string): Provisioned {
  if (!(error instanceof SendError)) throw error;
  if (error.code === 'credentials_failed') {
    return {
      ok: false,
      code: 'credentials_failed',
      problem:
        'Telegram does not know this bot token. Copy it again from @BotFather; after /revoke only the newest one works.',
    };
  }
  if (error.code === 'throttled') {
    const seconds = Math.ceil((error.retryAfterMs ?? 60_000) / 1000);
    const problem = `Telegram asks for a pause. Try again in ${seconds} seconds.`;
    return { ok: false, code: 'unreachable', problem };
  }
  if (error.retryable) {
    return {
      ok: false,
      code: 'unreachable',
      problem:
        'Telegram could not be reached. Check that this server may open connections to api.telegram.org, then try again.',
    };
  }
  return webhookProblem(error.message, webhookUrl);
}

function webhookProblem(answer: string, webhookUrl: string): Provisioned {
  if (/https url must be provided/i.test(answer) || webhookUrl.startsWith('http:')) {
    const problem = `Telegram only calls https addresses, and this one is ${originOf(webhookUrl)}. Set PUBLIC_URL to the https address under which this server can be reached from the internet, then save the channel again.`;
    return { ok: false, code: 'https_required', problem };
  }
  if (/only on ports/i.test(answer)) {
    const problem =
      'Telegram only calls the ports 443, 80, 88 and 8443. Use one of them in PUBLIC_URL.';
    return { ok: false, code: 'port_refused', problem };
  }
  if (/resolve host|reserved|ip address/i.test(answer)) {
    const problem = `Telegram cannot find ${originOf(webhookUrl)} on the internet. Check PUBLIC_URL and its DNS entry.`;
    return { ok: false, code: 'host_unknown', problem };
  }
  return { ok: false, code: 'misconfigured', problem: `Telegram refused the webhook: ${answer}` };
}

function originOf(webhookUrl: string): string {
  return URL.canParse(webhookUrl) ? new URL(webhookUrl).origin : webhookUrl;
}
