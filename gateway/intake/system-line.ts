import { newId } from '../ids.ts';
import type { OrganizationKeys } from '../keyring.ts';
import type { SealedText } from '../model/sealed-text.ts';

/** A line between the messages that says what happened, for `add_system_line` and `record_wish`. */
export function systemLine(
  keys: OrganizationKeys,
  event: string,
): { id: string; content: SealedText } {
  const id = newId();
  const content = JSON.stringify({ text: null, payload: { event } });
  return { id, content: keys.seal(id, 'message.content', content) };
}
