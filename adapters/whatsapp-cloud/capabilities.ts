import type { Capabilities, MediaCapability } from '../adapter.ts';

const mebibyte = 1024 * 1024;

const audio: MediaCapability = {
  maxBytes: 16 * mebibyte,
  mimeTypes: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'],
};

/**
 * Limits of the Cloud API. Sizes in bytes, lengths in UTF-16 units, the window in hours.
 *
 * Text 4096: https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/text-messages
 * Caption 1024 on image, video and document: …/messages/image-messages
 * Media, with audio/ogg in Opus only, video in H.264 + AAC, static stickers at most 100 KB:
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media
 * Window: https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages#customer-service-windows
 * Three buttons × 20 or ten list rows × 24 + 72: …/messages/interactive-list-messages
 * One page, form or place a message, each alone: …/messages/interactive-cta-url-messages
 * Pace: 80 messages a second and number, received ones included, https://developers.facebook.com/documentation/business-messaging/whatsapp/throughput;
 * one in six seconds to a person, of which up to 45 may be borrowed: …/support/error-codes, code 131056
 */
export const whatsappCapabilities: Capabilities = {
  maxTextLength: 4096,
  textUnit: 'utf16',
  captionLength: 1024,
  mediaBy: 'upload',
  media: {
    image: { maxBytes: 5 * mebibyte, mimeTypes: ['image/jpeg', 'image/png'] },
    video: { maxBytes: 16 * mebibyte, mimeTypes: ['video/mp4', 'video/3gpp'] },
    audio,
    voice: { ...audio, mimeTypes: ['audio/ogg'] },
    document: {
      maxBytes: 100 * mebibyte,
      mimeTypes: [
        'application/pdf',
        'text/plain',
        'application/msword',
        'application/vnd.ms-excel',
        'application/vnd.ms-powerpoint',
        'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
        'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        'application/vnd.openxmlformats-officedocument.presentationml.presentation',
      ],
    },
    sticker: { maxBytes: 500 * 1024, mimeTypes: ['image/webp'] },
  },
  maxMediaPerMessage: 1,
  replyWindowHours: 24,
  receipts: 'read',
  hasReplyTo: true,
  hasReactions: true,
  hasTemplates: true,
  hasTyping: true,
  hasReadMarks: true,
  quickReplies: {
    maxCount: 10,
    titleLength: 24,
    hasDescription: true,
    sets: [['location'], ['form'], ['url'], ['answer']],
    maxUrls: 1,
    textLength: 1024,
  },
  pace: { perSecond: 70, burst: 80, contact: { everyMs: 6000, burst: 30 } },
};
