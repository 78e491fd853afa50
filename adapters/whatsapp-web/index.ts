import { defineAdapter } from '../adapter.ts';
import { capabilities, spacing } from './capabilities.ts';
import { credentialsSchema, type WhatsappWebCredentials } from './credentials.ts';
import { findSent } from './find-sent.ts';
import { listen } from './listen.ts';
import { markRead, react, showTyping } from './marks.ts';
import { fetchMedia } from './media.ts';
import { risk } from './risk.ts';
import { send } from './send.ts';

/**
 * WhatsApp through WhatsApp Web in a browser of its own, by whatsapp-web.js 1.34.7: unofficial, for numbers that can be
 * risked. Only replies to people who wrote, spaced out; one Chromium a number.
 * Source: https://docs.wwebjs.dev
 */
export const whatsappWeb = defineAdapter<WhatsappWebCredentials>({
  kind: 'whatsapp-web',
  credentialsSchema,
  generatedSecrets: [],
  capabilities: { whatsapp: capabilities },
  send,
  fetchMedia,
  findSent,
  react,
  showTyping,
  markRead,
  listen,
  risk,
  spacing,
});
