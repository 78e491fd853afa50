import type { Sender } from '../adapter.ts';
import { idOf, objectOf, textOf, type Fields } from './fields.ts';

/** Who wrote, or the reason for which it is left alone. */
export function senderOf(value: unknown): Sender | string {
  const user = objectOf(value);
  const id = idOf(user?.['id']);
  if (!user || !id) return 'message_incomplete';
  if (user['is_bot'] === true) return 'from_bot';
  const names = [textOf(user['first_name']), textOf(user['last_name'])].filter(Boolean);
  const username = textOf(user['username']);
  const language = textOf(user['language_code']);
  return {
    urn: `telegram:${id}`,
    messenger: 'telegram',
    ...(names.length > 0 && { displayName: names.join(' ') }),
    ...(username && { username }),
    ...(language && { language }),
  };
}

/**
 * The number of a contact card when it is the sender's own, as `+` and digits: Telegram fills `user_id` in by itself for
 * a number it knows, so that the sender's own id there proves whose number it is. Any other card proves nothing.
 * Source: https://core.telegram.org/bots/api#contact
 */
export function provenPhoneOf(contact: Fields, message: Fields): string | null {
  const userId = idOf(contact['user_id']);
  const senderId = idOf(objectOf(message['from'])?.['id']);
  const digits = textOf(contact['phone_number'])?.replace(/\D/g, '') ?? '';
  return userId && userId === senderId && digits.length >= 5 ? `+${digits}` : null;
}
