import {
  SendError,
  type CallContext,
  type OutboundAttachment,
  type OutboundMessage,
  type Sent,
} from '../adapter.ts';
import { templateBody, textBody } from './bodies.ts';
import { whatsappCapabilities } from './capabilities.ts';
import type { WhatsappCloudCredentials } from './credentials.ts';
import { callGraph } from './graph.ts';
import { interactiveBodies } from './interactive.ts';
import { asId, objectsOf, type Json } from './json.ts';
import { readRecipient } from './recipient.ts';
import { whatsappUrn } from './sender.ts';
import { apiMediaType, checkUpload, uploadMedia } from './upload.ts';

type Step = { body: Json } | { attachment: OutboundAttachment; caption: string | null };

/**
 * Sends one part. Mostly that is one message; a text that can't be the caption of its file follows it, and a text
 * too long for buttons goes before them.
 *
 * Limits: text 4096, caption 1024 UTF-16 units, both kept by the gateway; 80 messages per second and number, one
 * per 6 s to the same contact. Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages
 * @throws SendError `window_closed` (final) 24 h after the contact's last message; `contact_unreachable` (final);
 * `throttled` and `throttled_contact` with `retryAfterMs`; `media_rejected` and `media_too_large` (final) before
 * anything is sent; `credentials_failed`; `no_answer` with `certain: false` when it may have been sent.
 */
export async function send(
  message: OutboundMessage,
  credentials: WhatsappCloudCredentials,
  call: CallContext,
): Promise<Sent> {
  const recipient = readRecipient(message.to.urn);
  message.attachments.forEach(checkUpload);
  const parts: Sent['parts'] = [];
  const aliases = new Set<string>();
  for (const step of plan(message)) {
    try {
      const body = await prepare(step, credentials, call);
      const isFirst = parts.length === 0;
      const answer = await callGraph(
        {
          method: 'POST',
          path: `/${credentials.phoneNumberId}/messages`,
          label: '/{phone-number-id}/messages',
          json: {
            messaging_product: 'whatsapp',
            recipient_type: 'individual',
            ...recipient,
            ...(isFirst &&
              message.replyToExternalId && { context: { message_id: message.replyToExternalId } }),
            ...body,
            biz_opaque_callback_data: message.deliveryId,
          },
          isSending: true,
        },
        credentials,
        call,
      );
      parts.push({ externalId: readMessageId(answer) });
      for (const alias of readAliases(answer)) aliases.add(alias);
    } catch (error) {
      if (parts.length === 0) throw error;
      throw halfSent(error);
    }
  }
  aliases.delete(message.to.urn);
  return { parts, ...(aliases.size > 0 && { aliases: [...aliases] }) };
}

function plan(message: OutboundMessage): Step[] {
  if (message.template) return [{ body: templateBody(message.template) }];
  const { attachments, text, quickReplies = [] } = message;
  const [first] = attachments;
  const isCaption = !!first && !!text && quickReplies.length === 0 && takesCaption(first, text);
  const files = attachments.map((attachment, index): Step => {
    return { attachment, caption: isCaption && index === 0 ? text : null };
  });
  if (isCaption || (!text && quickReplies.length === 0)) return files;
  const bodies =
    quickReplies.length > 0 ? interactiveBodies(text || '…', quickReplies) : [textBody(text ?? '')];
  return [...files, ...bodies.map((body) => ({ body }))];
}

function takesCaption(attachment: OutboundAttachment, text: string): boolean {
  const type = apiMediaType(attachment);
  const hasCaption = type === 'image' || type === 'video' || type === 'document';
  return hasCaption && text.length <= whatsappCapabilities.captionLength;
}

async function prepare(
  step: Step,
  credentials: WhatsappCloudCredentials,
  call: CallContext,
): Promise<Json> {
  if ('body' in step) return step.body;
  const { attachment, caption } = step;
  const type = apiMediaType(attachment);
  const id = await uploadMedia(attachment, credentials, call);
  const isVoice = attachment.kind === 'voice' && attachment.mimeType.startsWith('audio/ogg');
  return {
    type,
    [type]: {
      id,
      ...(caption && { caption }),
      ...(type === 'document' && { filename: attachment.fileName }),
      ...(type === 'audio' && isVoice && { voice: true }),
    },
  };
}

function readMessageId(answer: Json): string {
  const id = asId(objectsOf(answer.messages)[0]?.id);
  if (id) return id;
  throw new SendError('no_answer', 'WhatsApp gave the message no id. It may have been sent.', {
    retryable: false,
    certain: false,
  });
}

function readAliases(answer: Json): string[] {
  const [contact] = objectsOf(answer.contacts);
  return [contact?.wa_id, contact?.user_id].map(whatsappUrn).filter((urn) => urn !== null);
}

function halfSent(error: unknown): unknown {
  if (!(error instanceof SendError)) return error;
  return new SendError('no_answer', `Only the first part was sent: ${error.message}`, {
    retryable: false,
    certain: false,
    providerCode: error.providerCode ?? undefined,
    cause: error,
  });
}
