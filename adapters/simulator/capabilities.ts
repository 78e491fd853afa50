import type { Capabilities, Messenger } from '../adapter.ts';

/** Files of the simulated phone travel inside the event, so they stay small. */
export const maxFileBytes = 5 * 1024 * 1024;

const anyFile = { maxBytes: maxFileBytes, mimeTypes: ['*/*'] };

const files = {
  image: anyFile,
  video: anyFile,
  audio: anyFile,
  voice: anyFile,
  document: anyFile,
};

const telegram: Capabilities = {
  maxTextLength: 4096,
  textUnit: 'utf16',
  captionLength: 1024,
  mediaBy: 'upload',
  media: files,
  maxMediaPerMessage: 10,
  replyWindowHours: null,
  receipts: 'read',
  hasReplyTo: true,
  hasReactions: true,
  hasTemplates: false,
  hasTyping: false,
  hasReadMarks: false,
  quickReplies: {
    maxCount: 50,
    titleLength: 64,
    hasDescription: false,
    sets: [['location', 'answer'], ['url', 'answer'], ['answer']],
    maxUrls: 50,
    textLength: 4096,
  },
};

/**
 * The phone behaves as a phone with that messenger would, so that what is learned on it holds: WhatsApp closes its
 * window after 24 hours, an SMS has no caption, no reply and no read receipt. Unlike the real Telegram every phone but
 * the SMS one reports what was read, so that the marks can be seen.
 */
export const capabilities: Record<Messenger, Capabilities> = {
  simulator: telegram,
  telegram,
  whatsapp: {
    ...telegram,
    maxMediaPerMessage: 1,
    replyWindowHours: 24,
    quickReplies: {
      maxCount: 10,
      titleLength: 24,
      hasDescription: true,
      sets: [['location'], ['form'], ['url'], ['answer']],
      maxUrls: 1,
      textLength: 1024,
    },
  },
  sms: {
    ...telegram,
    maxTextLength: 1600,
    textUnit: 'sms',
    captionLength: 0,
    mediaBy: 'link',
    receipts: 'delivered',
    hasReplyTo: false,
    hasReactions: false,
    quickReplies: null,
  },
};
