import type { WebhookRequest } from '../adapter.ts';
import type { Fixture } from '../fixture.ts';
import type { SimulatorCredentials } from './credentials.ts';
import { signatureHeader, signSimulatorRequest } from './signature.ts';

const credentials: SimulatorCredentials = { secret: 'example-simulator-secret-0123456789' };

/** A fixture as the simulated phone would send it. */
export function signedRequest(fixture: Fixture): {
  request: WebhookRequest;
  credentials: SimulatorCredentials;
} {
  const { body, method = 'POST', path = '', query = {}, headers = {} } = fixture.request;
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  return {
    credentials,
    request: {
      method,
      path,
      url: 'https://lotse.example/webhooks/simulator/018f0000-0000-7000-8000-000000000003',
      query,
      headers: {
        'content-type': 'application/json',
        [signatureHeader]: signSimulatorRequest(credentials.secret, bytes),
        ...headers,
      },
      body: bytes,
      receivedAt: new Date('2026-11-20T10:00:00Z'),
    },
  };
}
