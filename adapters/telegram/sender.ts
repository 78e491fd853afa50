import type { Sender } from '../adapter.ts';
import { idOf, objectOf, textOf } from './fields.ts';

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
