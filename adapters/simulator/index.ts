import { defineAdapter } from '../adapter.ts';
import { capabilities } from './capabilities.ts';
import { credentialsSchema, type SimulatorCredentials } from './credentials.ts';
import { fetchMedia } from './media.ts';
import { receive } from './normalise.ts';
import { send } from './send.ts';

export { signSimulatorRequest, signatureHeader } from './signature.ts';

/** A phone in the browser, for training and first steps. Nothing leaves the machine. */
export const simulator = defineAdapter<SimulatorCredentials>({
  kind: 'simulator',
  credentialsSchema,
  generatedSecrets: ['secret'],
  capabilities,
  receive,
  send,
  fetchMedia,
  react: async () => {},
});
