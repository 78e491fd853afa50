import type { Sender } from '../adapter.ts';
import { asId, asObject, asText, type Json } from './json.ts';

/**
 * `whatsapp:<digits>` for a WhatsApp ID or phone number, `whatsapp:<CC.id>` for a business-scoped user id
 * (two-letter country, full stop, up to 128 letters and digits; kept exactly), else null.
 * Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids
 */
export function whatsappUrn(id: unknown): string | null {
  const text = asId(id)?.trim() ?? '';
  if (/^[A-Z]{2}\.[A-Za-z0-9.]{1,132}$/.test(text)) return `whatsapp:${text}`;
  const digits = text.replace(/[\s()+-]/g, '');
  return /^\d{1,20}$/.test(digits) ? `whatsapp:${digits}` : null;
}

/**
 * The entry of `contacts` that belongs to a message. WhatsApp ID and phone number of one person may differ in some
 * countries, so the only contact of the only message (`isOnly`) needs no match.
 */
export function findContact(
  contacts: Json[],
  [from, userId]: [unknown, unknown],
  isOnly: boolean,
): Json | null {
  const matches = (contact: Json) =>
    (asId(from) !== null && asId(contact.wa_id) === asId(from)) ||
    (asId(userId) !== null && asId(contact.user_id) === asId(userId));
  return contacts.find(matches) ?? (isOnly && contacts.length === 1 ? (contacts[0] ?? null) : null);
}

/** The person behind the ids, the number first: it is what other channels know them by. Null without any id. */
export function readSender(ids: unknown[], contact: Json | null): Sender | null {
  const urns = [contact?.wa_id, ...ids, contact?.user_id].map(whatsappUrn);
  const [urn, ...aliases] = new Set(numbersFirst(urns.filter((known) => known !== null)));
  if (!urn) return null;
  const profile = asObject(contact?.profile);
  const displayName = asText(profile?.name) || undefined;
  const username = asText(profile?.username) || undefined;
  return {
    urn,
    ...(aliases.length > 0 && { aliases }),
    messenger: 'whatsapp',
    ...(displayName && { displayName }),
    ...(username && { username }),
  };
}

function numbersFirst(urns: string[]): string[] {
  const isNumber = (urn: string) => !urn.includes('.');
  return [...urns.filter(isNumber), ...urns.filter((urn) => !isNumber(urn))];
}
