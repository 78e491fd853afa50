import type { InboundEvent, ReportedStatus } from '../adapter.ts';
import { deliveryFailure } from './errors.ts';
import { filledParam, type FormParams } from './form.ts';
import { contactOf, userIdUrn } from './urn.ts';

type StatusCallback = {
  externalId: string;
  status: string;
  deliveryId: string | undefined;
  at: Date;
};

// `partially_delivered` says of a message to several that some have it; we only send to one.
const statuses: Readonly<Record<string, ReportedStatus>> = {
  scheduled: 'queued',
  queued: 'queued',
  accepted: 'accepted',
  sending: 'accepted',
  sent: 'sent',
  partially_delivered: 'sent',
  delivered: 'delivered',
  read: 'read',
  undelivered: 'failed',
  failed: 'failed',
  canceled: 'canceled',
};

/**
 * The events of a status callback. A status that Twilio invents next counts as `accepted`, which lowers
 * nothing: Twilio has the message, and `raw` keeps what it said.
 *
 * Source: https://www.twilio.com/docs/messaging/guides/track-outbound-message-status
 */
export function statusEvents(callback: StatusCallback, params: FormParams): InboundEvent[] {
  const { externalId, deliveryId, at } = callback;
  const status = statuses[callback.status.toLowerCase()] ?? 'accepted';
  const alias = userIdUrn(filledParam(params, 'ExternalUserId'));
  const event: InboundEvent = {
    type: 'status.reported',
    externalId,
    status,
    at,
    ...(deliveryId && { deliveryId }),
    ...(alias && { aliases: [alias] }),
    raw: params,
  };
  if (status !== 'failed') {
    return [event];
  }
  const words = filledParam(params, 'ErrorMessage') ?? filledParam(params, 'ChannelStatusMessage');
  const failure = deliveryFailure(filledParam(params, 'ErrorCode') ?? null, words);
  return [{ ...event, failure }, ...contactEvents(failure.code, params, at)];
}

function contactEvents(code: string, params: FormParams, at: Date): InboundEvent[] {
  const to = filledParam(params, 'To');
  if (!to) {
    return [];
  }
  if (code === 'contact_opted_out') {
    return [{ type: 'contact.opted_out', sender: contactOf(to), at, raw: params }];
  }
  return code === 'contact_stopped'
    ? [{ type: 'contact.blocked', sender: contactOf(to), at, raw: params }]
    : [];
}
