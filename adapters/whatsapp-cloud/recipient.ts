import { SendError } from '../adapter.ts';
import type { Json } from './json.ts';
import { whatsappUrn } from './sender.ts';

/**
 * Whom a message goes to: `to` for a number, `recipient` for a business-scoped user id.
 * @throws SendError `contact_unreachable` (final) for an address that is none of WhatsApp.
 */
export function readRecipient(urn: string): Json {
  const id = whatsappUrn(urn.replace(/^whatsapp:/, ''))?.slice('whatsapp:'.length);
  if (!urn.startsWith('whatsapp:') || !id) {
    throw new SendError('contact_unreachable', 'This is no WhatsApp address.', {
      retryable: false,
    });
  }
  return id.includes('.') ? { recipient: id } : { to: id };
}
