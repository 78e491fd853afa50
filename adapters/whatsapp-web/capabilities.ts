import type { Capabilities, MediaCapability } from '../adapter.ts';

const mebibyte = 1024 * 1024;

const audio: MediaCapability = {
  maxBytes: 16 * mebibyte,
  mimeTypes: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'],
};

/**
 * Limits of WhatsApp Web. WhatsApp itself takes texts of 65,536 characters, media of 16 MB and documents of 2 GB; ours
 * are lower, because a text stays readable on a phone and a file has to pass through the browser as base64.
 * Sizes in bytes, lengths in UTF-16 units.
 *
 * Source: https://faq.whatsapp.com/5453627791336110 (media) and https://docs.wwebjs.dev/global.html#MessageSendOptions
 */
export const capabilities: Capabilities = {
  maxTextLength: 4096,
  textUnit: 'utf16',
  captionLength: 1024,
  mediaBy: 'upload',
  media: {
    image: { maxBytes: 16 * mebibyte, mimeTypes: ['image/jpeg', 'image/png', 'image/webp'] },
    video: { maxBytes: 16 * mebibyte, mimeTypes: ['video/mp4', 'video/3gpp'] },
    animation: { maxBytes: 16 * mebibyte, mimeTypes: ['video/mp4'] },
    audio,
    voice: { ...audio, mimeTypes: ['audio/ogg'] },
    document: { maxBytes: 64 * mebibyte, mimeTypes: ['*/*'] },
    sticker: { maxBytes: mebibyte, mimeTypes: ['image/webp'] },
  },
  maxMediaPerMessage: 1,
  replyWindowHours: null,
  receipts: 'read',
  hasReplyTo: true,
  hasReactions: true,
  hasTemplates: false,
  hasTyping: true,
  hasReadMarks: true,
  quickReplies: null,
};

/**
 * Pause between two messages of the number, drawn anew each time: WhatsApp bans numbers that write like machines. Only
 * replies to people who wrote are sent at all. No published limit exists; the figure is the library's community's.
 * Source: https://wwebjs.dev/guide/#disclaimer
 */
export const spacing = { minMs: 3000, maxMs: 8000 };
