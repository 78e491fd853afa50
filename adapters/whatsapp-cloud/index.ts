import { defineAdapter } from '../adapter.ts';
import { whatsappCapabilities } from './capabilities.ts';
import { credentialsSchema, type WhatsappCloudCredentials } from './credentials.ts';
import { fetchMedia } from './fetch-media.ts';
import { checkHealth } from './health.ts';
import { phoneNumberIds } from './phone-number-ids.ts';
import { provision } from './provision.ts';
import { receive } from './receive.ts';
import { send } from './send.ts';
import { markRead, react, showTyping } from './signals.ts';
import { listTemplates } from './templates.ts';

/**
 * WhatsApp through Meta's Cloud API (Graph v25.0).
 * Source: https://developers.facebook.com/documentation/business-messaging/whatsapp
 */
export const whatsappCloud = defineAdapter<WhatsappCloudCredentials>({
  kind: 'whatsapp-cloud',
  credentialsSchema,
  generatedSecrets: [],
  capabilities: { whatsapp: whatsappCapabilities },
  address: (credentials) => credentials.phoneNumberId,
  channelAddresses: phoneNumberIds,
  receive,
  send,
  fetchMedia,
  provision,
  checkHealth,
  listTemplates,
  react,
  showTyping,
  markRead,
});
