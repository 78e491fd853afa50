import type { Delivery, DeliveryStatus, Message } from '../../gateway/contract/message.ts';

/** What a counselor needs to know; several technical states are one word. */
export type DeliveryWord =
  | 'queued'
  | 'sending'
  | 'sent'
  | 'delivered'
  | 'read'
  | 'failed'
  | 'unknown'
  | 'canceled';

const words: Record<DeliveryStatus, DeliveryWord> = {
  queued: 'queued',
  sending: 'sending',
  accepted: 'sent',
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  failed: 'failed',
  unknown: 'unknown',
  canceled: 'canceled',
};

export function wordFor({ status }: Delivery): DeliveryWord {
  return words[status];
}

export function canRetry({ status }: Delivery): boolean {
  return status === 'failed' || status === 'unknown';
}

/** Of a message in several parts: how many went out, while not all have. */
export function partsOf({ parts, status }: Delivery): { done: number; of: number } | null {
  if (parts.length < 2 || status === 'read' || status === 'delivered') return null;
  const done = parts.filter((part) =>
    ['accepted', 'sent', 'delivered', 'read'].includes(part.status),
  ).length;
  return done === parts.length ? null : { done, of: parts.length };
}

/** After so long a message that waits deserves a look. */
const longWaitMs = 10 * 60_000;

/** How long a message has been waiting, when there is something to say about it. */
export function waitOf(
  { delivery, receivedAt }: Pick<Message, 'delivery' | 'receivedAt'>,
  now: number,
): { lengthMs: number; isLong: boolean } | null {
  if (delivery?.status !== 'queued') return null;
  const lengthMs = Math.max(0, now - Date.parse(receivedAt));
  const isLong = lengthMs >= longWaitMs;
  return delivery.failure || isLong ? { lengthMs, isLong } : null;
}
