import type { Capabilities, Messenger } from '../adapter.ts';

const megabyte = 1_000_000;

/**
 * SMS carries text only: media messages exist in the US and Canada alone, so a file goes as a link in the text.
 *
 * Limit: 1600 characters of Body. Source: https://www.twilio.com/docs/api/errors/21617
 * Pace: Twilio queues what a number may not send yet, for hours; only the calls of its API are limited.
 * Source: https://www.twilio.com/docs/api/errors/20429
 */
const sms: Capabilities = {
  maxTextLength: 1600,
  textUnit: 'sms',
  captionLength: 0,
  mediaBy: 'link',
  media: {
    image: { maxBytes: 16 * megabyte, mimeTypes: ['image/jpeg', 'image/png', 'image/webp'] },
    video: { maxBytes: 16 * megabyte, mimeTypes: ['video/mp4'] },
    audio: {
      maxBytes: 16 * megabyte,
      mimeTypes: ['audio/mpeg', 'audio/mp4', 'audio/aac', 'audio/ogg'],
    },
    document: { maxBytes: 16 * megabyte, mimeTypes: ['application/pdf'] },
  },
  maxMediaPerMessage: 10,
  replyWindowHours: null,
  receipts: 'delivered',
  hasReplyTo: false,
  hasReactions: false,
  hasTemplates: false,
  hasTyping: false,
  hasReadMarks: false,
  quickReplies: null,
  pace: { perSecond: 20, burst: 60 },
};

/**
 * Files are fetched by Twilio from a signed link, one per message; buttons and lists need a content template.
 *
 * Limits: 1600 characters of Body, https://www.twilio.com/docs/api/errors/21617; caption 1024,
 * https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages#media-object; file types, images
 * 5 MB, all else 16 MB, https://www.twilio.com/docs/whatsapp/guidance-whatsapp-media-messages; 24 hours after the
 * last message, https://www.twilio.com/docs/whatsapp/key-concepts#customer-service-windows. Pace: 80 messages a second,
 * https://www.twilio.com/docs/whatsapp/best-practices-and-faqs; to one person as on the Cloud API.
 */
const whatsapp: Capabilities = {
  maxTextLength: 1600,
  textUnit: 'utf16',
  captionLength: 1024,
  mediaBy: 'url',
  media: {
    image: { maxBytes: 5 * megabyte, mimeTypes: ['image/jpeg', 'image/png'] },
    video: { maxBytes: 16 * megabyte, mimeTypes: ['video/mp4'] },
    audio: {
      maxBytes: 16 * megabyte,
      mimeTypes: ['audio/ogg', 'audio/mpeg', 'audio/mp4', 'audio/aac', 'audio/amr'],
    },
    voice: { maxBytes: 16 * megabyte, mimeTypes: ['audio/ogg'] },
    document: {
      maxBytes: 16 * megabyte,
      mimeTypes: [
        'application/pdf',
        'application/msword',
        'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
        'application/vnd.openxmlformats-officedocument.presentationml.presentation',
        'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        'text/vcard',
      ],
    },
  },
  maxMediaPerMessage: 1,
  replyWindowHours: 24,
  receipts: 'read',
  hasReplyTo: false,
  hasReactions: false,
  hasTemplates: true,
  hasTyping: false,
  hasReadMarks: false,
  quickReplies: null,
  pace: { perSecond: 70, burst: 80, contact: { everyMs: 6000, burst: 30 } },
};

export const capabilities: Partial<Record<Messenger, Capabilities>> = { sms, whatsapp };
