import type { WebhookRequest } from '../adapter.ts';
import type { Fixture } from '../fixture.ts';
import type { TwilioCredentials } from './credentials.ts';
import { parseForm } from './form.ts';
import { twilioSignature } from './signature.ts';

const credentials: TwilioCredentials = {
  accountSid: `AC${'0123456789abcdef'.repeat(2)}`,
  authToken: 'f1e2d3c4b5a697887766554433221100',
  from: '+493012345678',
};

const webhookUrl = 'https://lotse.example/webhooks/twilio/019a9d21-69a0-7000-85c5-5f26b6333b45';

/**
 * A fixture as Twilio would have sent it: form-encoded (an object is its parameters) and signed. Another URL or
 * token makes it fit a running gateway.
 */
export function signedRequest(
  fixture: Fixture,
  options: { webhookUrl?: string; authToken?: string } = {},
): { request: WebhookRequest; credentials: unknown } {
  const { method = 'POST', path = '', query = {}, headers = {}, body } = fixture.request;
  const form = typeof body === 'string' ? body : formOf(body as Record<string, string | string[]>);
  const bytes = Buffer.from(form);
  const search = new URLSearchParams(query).toString();
  const url = [options.webhookUrl ?? webhookUrl, path && `/${path}`, search && `?${search}`].join(
    '',
  );
  const authToken = options.authToken ?? credentials.authToken;
  return {
    request: {
      method,
      path,
      url,
      query,
      headers: {
        'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
        'x-twilio-signature': twilioSignature(authToken, url, parseForm(bytes)),
        ...headers,
      },
      body: bytes,
      receivedAt: new Date('2026-11-24T09:00:00Z'),
    },
    credentials: { ...credentials, authToken },
  };
}

function formOf(params: Record<string, string | string[]>): string {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      form.append(name, item);
    }
  }
  return form.toString();
}
