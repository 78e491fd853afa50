import type { Capabilities, Pace } from '../adapter.ts';

/** Largest file that a bot may download. Source: https://core.telegram.org/bots/api#getfile */
export const maxDownloadBytes = 20 * 1024 * 1024;

/** Largest photo that `sendPhoto` takes. Source: https://core.telegram.org/bots/api#sendphoto */
export const maxPhotoBytes = 10 * 1024 * 1024;

/** Largest file of any other kind. Source: https://core.telegram.org/bots/api#sending-files */
export const maxUploadBytes = 50 * 1024 * 1024;

/** Types that Telegram shows as what they are; anything else travels as a document. */
export const nativeTypes = {
  image: ['image/jpeg', 'image/png', 'image/webp'],
  video: ['video/mp4'],
  audio: ['audio/mpeg', 'audio/mp4', 'audio/x-m4a'],
  voice: ['audio/ogg', 'audio/mpeg', 'audio/mp4', 'audio/x-m4a'],
  video_note: ['video/mp4'],
  animation: ['image/gif', 'video/mp4'],
  sticker: ['image/webp', 'video/webm', 'application/x-tgsticker'],
} as const;

/**
 * About 30 messages a second in all and one a second to a chat, with short bursts; a little less than that, as Telegram
 * names no exact figures. Source: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
 */
const pace: Pace = { perSecond: 25, burst: 25, contact: { everyMs: 1000, burst: 5 } };

/**
 * Limits of the Bot API: text 4096 and captions 1024 UTF-16 units, 2–10 items in an album, no receipts, no window.
 * The number and length of quick replies is our own choice; Telegram names none.
 * Source: https://core.telegram.org/bots/api#sendmessage and #sendmediagroup
 */
export const capabilities: Capabilities = {
  maxTextLength: 4096,
  textUnit: 'utf16',
  captionLength: 1024,
  mediaBy: 'upload',
  media: {
    image: { maxBytes: maxPhotoBytes, mimeTypes: nativeTypes.image },
    video: { maxBytes: maxUploadBytes, mimeTypes: nativeTypes.video },
    audio: { maxBytes: maxUploadBytes, mimeTypes: nativeTypes.audio },
    voice: { maxBytes: maxUploadBytes, mimeTypes: nativeTypes.voice },
    video_note: { maxBytes: maxUploadBytes, mimeTypes: nativeTypes.video_note },
    animation: { maxBytes: maxUploadBytes, mimeTypes: nativeTypes.animation },
    document: { maxBytes: maxUploadBytes, mimeTypes: ['*/*'] },
  },
  maxMediaPerMessage: 10,
  replyWindowHours: null,
  receipts: 'none',
  hasReplyTo: true,
  hasReactions: true,
  hasTemplates: false,
  hasTyping: true,
  // A bot marks nothing as read: https://core.telegram.org/bots/api#readbusinessmessage is for connected accounts only.
  hasReadMarks: false,
  quickReplies: {
    maxCount: 50,
    titleLength: 64,
    hasDescription: false,
    sets: [['location', 'answer'], ['url', 'answer'], ['answer']],
    maxUrls: 50,
    textLength: 4096,
  },
  pace,
};
