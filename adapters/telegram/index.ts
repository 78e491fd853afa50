import { defineAdapter, type CallContext } from '../adapter.ts';
import { capabilities } from './capabilities.ts';
import { callTelegram } from './client.ts';
import { credentialsSchema, type TelegramCredentials } from './credentials.ts';
import { checkHealth } from './health.ts';
import { fetchMedia } from './media.ts';
import { receive } from './normalise.ts';
import { provision } from './provision.ts';
import { send } from './send.ts';
import { react, showTyping } from './signals.ts';

/** Telegram bots by the Bot API: private chats only. Source: https://core.telegram.org/bots/api */
export const telegram = defineAdapter<TelegramCredentials>({
  kind: 'telegram',
  credentialsSchema,
  generatedSecrets: ['webhookSecret'],
  capabilities: { telegram: capabilities },
  receive,
  send,
  fetchMedia,
  provision,
  acknowledge,
  checkHealth,
  react,
  showTyping,
});

/**
 * Ends the waiting mark on a tapped button. Telegram takes it once and only for a short while.
 * @throws SendError; a query that is too old is final and needs no care.
 */
async function acknowledge(
  token: string,
  credentials: TelegramCredentials,
  call: CallContext,
): Promise<void> {
  const payload = { callback_query_id: token };
  await callTelegram('answerCallbackQuery', payload, credentials, call, 'repeatable');
}
