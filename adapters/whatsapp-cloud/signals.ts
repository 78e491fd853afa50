import { SendError, type CallContext, type Recipient } from '../adapter.ts';
import type { WhatsappCloudCredentials } from './credentials.ts';
import { callGraph } from './graph.ts';
import type { Json } from './json.ts';
import { readRecipient } from './recipient.ts';

/** A heart stands as text without its selector; WhatsApp wants the picture. */
const pictured: Record<string, string> = { '❤': '❤️' };

/**
 * Sets our reaction to a message of the person, or takes it back. Doing it twice changes nothing, so a lost answer is
 * worth another try.
 *
 * Limit: 30 days after the message. Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/reaction-messages
 * @throws SendError `window_closed` (final), or as `send`.
 */
export async function react(
  {
    to,
    targetExternalId,
    emoji,
  }: { to: Recipient; targetExternalId: string; emoji: string | null },
  credentials: WhatsappCloudCredentials,
  call: CallContext,
): Promise<void> {
  const reaction = {
    message_id: targetExternalId,
    emoji: emoji === null ? '' : (pictured[emoji] ?? emoji),
  };
  const recipient = readRecipient(to.urn);
  await post(
    { recipient_type: 'individual', ...recipient, type: 'reaction', reaction },
    credentials,
    call,
  );
}

/**
 * Shows "typing" for 25 seconds or until the next message. It hangs on a message of the person and marks it as read.
 * Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/typing-indicators
 * @throws SendError `content_rejected` (final) when the person has written nothing.
 */
export async function showTyping(
  _to: Recipient,
  lastExternalId: string | null,
  credentials: WhatsappCloudCredentials,
  call: CallContext,
): Promise<void> {
  if (!lastExternalId) {
    throw new SendError('content_rejected', 'There is no message to answer.', { retryable: false });
  }
  const typing = { status: 'read', message_id: lastExternalId, typing_indicator: { type: 'text' } };
  await post(typing, credentials, call);
}

/**
 * Marks the message and everything before it as read.
 * Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/mark-message-as-read
 */
export async function markRead(
  _to: Recipient,
  externalId: string,
  credentials: WhatsappCloudCredentials,
  call: CallContext,
): Promise<void> {
  await post({ status: 'read', message_id: externalId }, credentials, call);
}

async function post(
  fields: Json,
  credentials: WhatsappCloudCredentials,
  call: CallContext,
): Promise<void> {
  await callGraph(
    {
      method: 'POST',
      path: `/${credentials.phoneNumberId}/messages`,
      label: '/{phone-number-id}/messages',
      json: { messaging_product: 'whatsapp', ...fields },
    },
    credentials,
    call,
  );
}
