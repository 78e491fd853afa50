import type { Adapter } from './adapter.ts';
import { simulator } from './simulator/index.ts';
import { telegram } from './telegram/index.ts';
import { twilio } from './twilio/index.ts';
import { whatsappCloud } from './whatsapp-cloud/index.ts';
import { whatsappWeb } from './whatsapp-web/index.ts';

/** All adapters by kind. A new one is a folder and a line here. */
export const adapters: Record<string, Adapter> = {
  telegram,
  twilio,
  'whatsapp-cloud': whatsappCloud,
  'whatsapp-web': whatsappWeb,
  simulator,
};
