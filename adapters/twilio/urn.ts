import type { Messenger, Sender } from '../adapter.ts';
import { filledParam, type FormParams } from './form.ts';

/**
 * Who wrote, read from a webhook. An SMS sender stays as Twilio gives it (short codes and names are no
 * E.164); a WhatsApp sender is a number or, without one, a business-scoped user id such as `US.1234`.
 * Null for a sender on a channel Lotse has no model for (Facebook Messenger).
 */
export function senderOf(params: FormParams): Sender | null {
  const from = filledParam(params, 'From');
  if (!from) {
    return null;
  }
  if (from.startsWith('whatsapp:')) {
    return whatsappSender(from, params);
  }
  // A reply to an RCS sender leaves as an SMS to the same number.
  const number = from.startsWith('rcs:') ? from.slice('rcs:'.length) : from;
  return number.includes(':') ? null : { urn: `tel:${number}`, messenger: 'sms' };
}

/** What Twilio calls the contact behind one of our urns: `+49…`, `12345`, `whatsapp:+49…`, `whatsapp:US.1234`. */
export function twilioAddress(urn: string): string {
  const name = urn.slice(urn.indexOf(':') + 1);
  if (!urn.startsWith('whatsapp:')) {
    return name;
  }
  return /^\d+$/.test(name) ? `whatsapp:+${name}` : `whatsapp:${name}`;
}

/** The contact behind a Twilio address in a status callback, where only `To` is given. */
export function contactOf(address: string): Sender {
  const isWhatsapp = address.startsWith('whatsapp:');
  const messenger: Messenger = isWhatsapp ? 'whatsapp' : 'sms';
  return { urn: isWhatsapp ? whatsappUrn(address) : `tel:${address}`, messenger };
}

/** A business-scoped user id as an alias, or null when the parameter holds something else. */
export function userIdUrn(value: string | undefined): string | null {
  const id = value?.startsWith('whatsapp:') ? value.slice('whatsapp:'.length) : value;
  return id && /^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}$/.test(id) ? `whatsapp:${id}` : null;
}

function whatsappSender(from: string, params: FormParams): Sender {
  const urn = whatsappUrn(from);
  const phone = filledParam(params, 'WaId');
  const known = [
    userIdUrn(filledParam(params, 'ExternalUserId')),
    phone && /^\d{5,20}$/.test(phone) ? `whatsapp:${phone}` : null,
  ];
  const aliases = known.filter((alias) => alias !== null && alias !== urn) as string[];
  const displayName = filledParam(params, 'ProfileName');
  return {
    urn,
    messenger: 'whatsapp',
    ...(aliases.length > 0 && { aliases }),
    ...(displayName && { displayName }),
  };
}

function whatsappUrn(address: string): string {
  return address.replace(/^whatsapp:\+(?=\d)/, 'whatsapp:');
}
