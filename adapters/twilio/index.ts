import { defineAdapter } from '../adapter.ts';
import { capabilities } from './capabilities.ts';
import { credentialsSchema } from './credentials.ts';
import { findSent } from './find-sent.ts';
import { checkHealth } from './health.ts';
import { fetchMedia } from './media.ts';
import { receive } from './normalise.ts';
import { provision } from './provision.ts';
import { reconcile } from './reconcile.ts';
import { send } from './send.ts';
import { listTemplates } from './templates.ts';

/** SMS and WhatsApp through Twilio. */
export const twilio = defineAdapter({
  kind: 'twilio',
  credentialsSchema,
  generatedSecrets: [],
  capabilities,
  receive,
  send,
  fetchMedia,
  provision,
  reconcile,
  checkHealth,
  findSent,
  listTemplates,
});
