import type { WebhookRequest } from '../adapter.ts';
import type { Fixture } from '../fixture.ts';
import type { SampleCredentials } from './credentials.ts';
import { sign } from './signature.ts';

export const credentials: SampleCredentials = {
  baseUrl: 'https://sms.example',
  token: 'example-token',
  secret: 'an-example-webhook-secret',
};

/** A fixture as the gateway would post it, signed. */
export function signedRequest({ request }: Fixture): {
  request: WebhookRequest;
  credentials: SampleCredentials;
} {
  const { body: given, method = 'POST', path = '', query = {}, headers = {} } = request;
  const body = Buffer.from(typeof given === 'string' ? given : JSON.stringify(given));
  return {
    credentials,
    request: {
      method,
      path,
      url: 'https://lotse.example/webhooks/sample-sms/019a9d21-69a0-7000-85c5-5f26b6333b45',
      query,
      headers: {
        'content-type': 'application/json',
        'x-sample-signature': sign(credentials.secret, body),
        ...headers,
      },
      body,
      receivedAt: new Date('2026-11-24T09:00:00Z'),
    },
  };
}
