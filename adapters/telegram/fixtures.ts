import type { WebhookRequest } from '../adapter.ts';
import type { Fixture } from '../fixture.ts';
import type { TelegramCredentials } from './credentials.ts';

const credentials: TelegramCredentials = {
  botToken: '123456789:AAEexampleexampleexampleexample-_01',
  webhookSecret: 'example-webhook-secret_0123456789',
};

/** A fixture as Telegram would deliver it, with the secret it would carry. */
export function signedRequest(fixture: Fixture): {
  request: WebhookRequest;
  credentials: TelegramCredentials;
} {
  const { body, method = 'POST', path = '', query = {}, headers = {} } = fixture.request;
  return {
    credentials,
    request: {
      method,
      path,
      url: 'https://lotse.example/webhooks/telegram/018f0000-0000-7000-8000-000000000001',
      query,
      headers: {
        'content-type': 'application/json',
        'x-telegram-bot-api-secret-token': credentials.webhookSecret,
        ...headers,
      },
      body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
      receivedAt: new Date('2026-11-20T10:00:00Z'),
    },
  };
}
