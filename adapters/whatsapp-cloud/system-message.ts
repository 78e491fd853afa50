import type { InboundEvent } from '../adapter.ts';
import { asId, asObject, type Json } from './json.ts';
import { whatsappUrn } from './sender.ts';

const numberChanges = ['user_changed_number', 'customer_changed_number'];

/**
 * A person changed the number or was given another business-scoped user id. A changed number makes a new user id,
 * so both may come at once. Empty when the message is something else or doesn't say what became of what.
 * Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/system
 */
export function systemEvents(message: Json, at: Date, raw: unknown): InboundEvent[] {
  const system = asObject(message.system) ?? {};
  const type = asId(system.type) ?? '';
  const pairs: [string | null, string | null][] = [];
  if (numberChanges.includes(type)) {
    const before = whatsappUrn(message.from) ?? whatsappUrn(system.customer);
    pairs.push([before, whatsappUrn(system.wa_id) ?? whatsappUrn(system.new_wa_id)]);
  }
  if (numberChanges.includes(type) || type === 'user_changed_user_id') {
    pairs.push([
      whatsappUrn(system.previous_user_id) ?? whatsappUrn(message.from_user_id),
      whatsappUrn(system.user_id),
    ]);
  }
  return pairs.flatMap(([from, to]) =>
    from && to && from !== to ? [{ type: 'identity.changed' as const, from, to, at, raw }] : [],
  );
}
