import { TelegramError } from 'telegraf';
import { expect, it } from 'vitest';
import { restsFor, type SendErrorCode } from '../adapter.ts';
import { sendErrorFrom } from './errors.ts';

/** Every refusal of the catalogue: what it means, whether trying again can help, what rests. */
const refusals: [
  id: string,
  status: number,
  description: string,
  code: SendErrorCode,
  isRetryable: boolean,
  rests?: 'channel' | 'repair',
][] = [
  ['TGO10', 429, 'Too Many Requests: retry after 7', 'throttled', true, 'channel'],
  ['TGO10', 420, 'FLOOD_WAIT_7', 'throttled', true, 'channel'],
  ['TGO11', 500, 'Internal Server Error', 'provider_unavailable', true],
  ['TGO11', 502, 'Bad Gateway', 'provider_unavailable', true],
  ['TGO12', 403, 'Forbidden: bot was blocked by the user', 'contact_stopped', false],
  ['TGO12', 403, 'Forbidden: user is deactivated', 'contact_stopped', false],
  [
    'TGO13',
    403,
    "Forbidden: bot can't initiate conversation with a user",
    'contact_unreachable',
    false,
  ],
  ['TGO13', 403, 'Forbidden: bot was kicked from the group chat', 'contact_unreachable', false],
  ['TGO15', 400, 'Bad Request: chat not found', 'contact_unreachable', false],
  [
    'TGO15',
    400,
    'Bad Request: not enough rights to send text messages to the chat',
    'contact_unreachable',
    false,
  ],
  ['TGO15', 400, 'Bad Request: message is too long', 'content_rejected', false],
  ['TGO15', 400, "Bad Request: can't parse entities: unclosed tag", 'content_rejected', false],
  ['TGO15', 400, 'Bad Request: message to be replied not found', 'content_rejected', false],
  ['TGO15', 400, 'Bad Request: BUTTON_URL_INVALID', 'content_rejected', false],
  ['TGO15', 400, 'Bad Request: wrong file identifier/HTTP URL specified', 'media_rejected', false],
  ['TGO15', 400, 'Bad Request: failed to get HTTP URL content', 'media_rejected', false],
  ['TGO15', 400, 'Bad Request: VOICE_MESSAGES_FORBIDDEN', 'media_rejected', false],
  ['TGO15', 400, 'Bad Request: file is too big', 'media_too_large', false],
  ['TGO15', 413, 'Request Entity Too Large', 'media_too_large', false],
  ['TGO15', 400, 'Bad Request: something nobody has seen', 'content_rejected', false],
  ['TGO16', 401, 'Unauthorized', 'credentials_failed', true, 'repair'],
  ['TGO16', 404, 'Not Found', 'credentials_failed', true, 'repair'],
  ['TGO16', 409, 'Conflict: terminated by other getUpdates request', 'provider_unavailable', true],
];

it.each(refusals)('%s %i "%s" is %s', (_id, status, description, code, retryable, rests) => {
  const refused = new TelegramError({ error_code: status, description });
  const error = sendErrorFrom(refused, 'once');
  expect(error).toMatchObject({
    code,
    retryable,
    certain: true,
    message: description,
    providerCode: String(status),
  });
  expect(restsFor[error.code]).toBe(rests);
});

it('TGO10 the pause is as long as Telegram asks for', () => {
  const description = 'Too Many Requests: retry after 7';
  const parameters = { retry_after: 7 };
  const refused = new TelegramError({ error_code: 429, description, parameters });
  expect(sendErrorFrom(refused, 'once')).toMatchObject({ retryAfterMs: 7000 });
});

it('TGO14 a chat that moved names its new address', () => {
  const description = 'Bad Request: group chat was upgraded to a supergroup chat';
  const parameters = { migrate_to_chat_id: -1001234567890 };
  const refused = new TelegramError({ error_code: 400, description, parameters });
  expect(sendErrorFrom(refused, 'once')).toMatchObject({
    code: 'address_changed',
    newUrn: 'telegram:-1001234567890',
  });
});
