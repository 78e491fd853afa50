import {
  SendError,
  type CallContext,
  type MediaKind,
  type OutboundAttachment,
} from '../adapter.ts';
import { whatsappCapabilities } from './capabilities.ts';
import type { WhatsappCloudCredentials } from './credentials.ts';
import { callGraph } from './graph.ts';
import { asId } from './json.ts';

export type ApiMediaType = 'image' | 'video' | 'audio' | 'document' | 'sticker';

/**
 * What the API calls this file. A file of a type that its kind doesn't take goes as a document where that is allowed.
 * @throws SendError `media_rejected` (final) when WhatsApp takes no files of this type.
 */
export function apiMediaType(attachment: OutboundAttachment): ApiMediaType {
  const type = typeByKind[attachment.kind];
  const mimeType = bareMimeType(attachment.mimeType);
  if (accepts(type, mimeType)) return type;
  if (accepts('document', mimeType)) return 'document';
  throw new SendError('media_rejected', `WhatsApp takes no files of the type ${mimeType}.`, {
    retryable: false,
  });
}

/**
 * Refuses before anything is sent what WhatsApp would refuse.
 * @throws SendError `media_rejected` or `media_too_large`, both final.
 */
export function checkUpload(attachment: OutboundAttachment): void {
  const maxBytes = whatsappCapabilities.media[apiMediaType(attachment)]?.maxBytes ?? 0;
  if (attachment.bytes.length <= maxBytes) return;
  throw new SendError('media_too_large', `WhatsApp takes at most ${maxBytes} bytes of this type.`, {
    retryable: false,
  });
}

/**
 * Uploads a file and returns its media id, good for 30 days. Nothing reaches the contact yet.
 * Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media
 * @throws SendError what Graph answers; `provider_unavailable` (retryable) when it doesn't.
 */
export async function uploadMedia(
  attachment: OutboundAttachment,
  credentials: WhatsappCloudCredentials,
  call: CallContext,
): Promise<string> {
  const type = uploadMimeType(attachment.mimeType);
  const form = new FormData();
  form.set('messaging_product', 'whatsapp');
  form.set('type', type);
  const file = new Blob([new Uint8Array(attachment.bytes)], { type });
  form.set('file', file, attachment.fileName);
  const answer = await callGraph(
    {
      method: 'POST',
      path: `/${credentials.phoneNumberId}/media`,
      label: '/{phone-number-id}/media',
      form,
    },
    credentials,
    call,
  );
  const id = asId(answer.id);
  if (id) return id;
  throw new SendError('provider_unavailable', 'WhatsApp gave the file no id.', { retryable: true });
}

const typeByKind: Record<MediaKind, ApiMediaType> = {
  image: 'image',
  video: 'video',
  video_note: 'video',
  animation: 'video',
  audio: 'audio',
  voice: 'audio',
  document: 'document',
  sticker: 'sticker',
};

function accepts(type: ApiMediaType, mimeType: string): boolean {
  return whatsappCapabilities.media[type]?.mimeTypes.includes(mimeType) ?? false;
}

function bareMimeType(mimeType: string): string {
  return (mimeType.split(';')[0] ?? '').trim().toLowerCase();
}

/** Ogg is taken with the Opus codec named only. */
function uploadMimeType(mimeType: string): string {
  const bare = bareMimeType(mimeType);
  return bare === 'audio/ogg' ? 'audio/ogg; codecs=opus' : bare;
}
