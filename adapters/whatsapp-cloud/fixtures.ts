import { createHmac } from 'node:crypto';
import type { WebhookRequest } from '../adapter.ts';
import type { Fixture } from '../fixture.ts';
import type { WhatsappCloudCredentials } from './credentials.ts';

const credentials: WhatsappCloudCredentials = {
  phoneNumberId: '106540352242922',
  accessToken: 'EAAGexampleexampleexample0123456789',
  appSecret: '0123456789abcdef0123456789abcdef',
  verifyToken: 'example-verify-token_0123456789',
};

/** A fixture as Meta would deliver it, signed over its bytes. */
export function signedRequest(fixture: Fixture): {
  request: WebhookRequest;
  credentials: WhatsappCloudCredentials;
} {
  const { body, method = 'POST', path = '', query = {}, headers = {} } = fixture.request;
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  const digest = createHmac('sha256', credentials.appSecret).update(bytes).digest('hex');
  const search = new URLSearchParams(query).toString();
  return {
    credentials,
    request: {
      method,
      path,
      url: `https://lotse.example/webhooks/whatsapp-cloud${search && `?${search}`}`,
      query,
      headers: {
        'content-type': 'application/json',
        'x-hub-signature-256': `sha256=${digest}`,
        ...headers,
      },
      body: bytes,
      receivedAt: new Date('2026-11-20T10:00:00Z'),
    },
  };
}
