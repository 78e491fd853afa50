import { SendError, type OutboundMessage, type Sent } from '../adapter.ts';

/**
 * Sends nothing anywhere: the phone in the browser reads the conversation itself. The id is made from the delivery, so
 * that a repeated call is the same message.
 * @throws SendError `contact_unreachable` (final) for an address that is no simulated phone.
 */
export async function send(message: OutboundMessage): Promise<Sent> {
  if (!/^simulator:./.test(message.to.urn)) {
    throw new SendError('contact_unreachable', 'This is no simulated phone', { retryable: false });
  }
  return { parts: [{ externalId: `sim-${message.deliveryId}-${message.partIndex}` }] };
}
