import * as z from 'zod';
import { defineAdapter } from '../../adapters/adapter.ts';
import { adapters } from '../../adapters/index.ts';

/**
 * For processes of their own (`NODE_OPTIONS=--import`): an adapter that listens, is paired at once, and tells a test over
 * HTTP what its process does.
 */
const url = process.env['LINE_WIRE_URL'] ?? '';

function tell(what: string): Promise<Response> {
  return fetch(url, { method: 'POST', body: JSON.stringify({ what, pid: process.pid }) });
}

adapters['wired-line'] = defineAdapter<object>({
  kind: 'wired-line',
  credentialsSchema: z.object({}),
  generatedSecrets: [],
  capabilities: adapters['simulator']?.capabilities ?? {},
  async listen(_credentials, line) {
    await tell('listens');
    await line.saveSession(Buffer.from('wired'));
    line.connected(true);
    await line.report({ state: 'connected', label: null });
    const at = new Date();
    await line.emit([
      {
        type: 'message.received',
        externalId: 'first',
        sender: { urn: 'whatsapp:491517777777', messenger: 'whatsapp' },
        sentAt: at,
        providerOrder: null,
        content: { kind: 'text', text: 'Guten Tag', payload: null, attachments: [] },
        raw: {},
      },
    ]);
    await new Promise<void>((resolve) => line.signal.addEventListener('abort', () => resolve()));
  },
  send: () => Promise.reject(new Error('It sends nothing')),
  fetchMedia: () => Promise.reject(new Error('There are no files')),
});
