import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  fakeBotToken,
  startFakeTelegram,
  type FakeTelegram,
} from '../../gateway/test/fake-telegram.ts';
import { credentialsSchema } from './credentials.ts';
import { telegram } from './index.ts';

let fake: FakeTelegram;
const webhookUrl = 'https://lotse.example/webhooks/telegram/018f';

beforeEach(async () => {
  fake = await startFakeTelegram();
});
afterEach(() => fake.close());

describe('connecting a bot', () => {
  it('names the bot and sets the webhook with its secret and exactly the updates that we read', async () => {
    expect(await provision(webhookUrl)).toEqual({ ok: true, label: '@lotse_example_bot' });
    expect(fake.bots.get(fakeBotToken)?.webhook).toEqual({
      url: webhookUrl,
      secretToken: 'secret_1-2',
      allowedUpdates: [
        'message',
        'edited_message',
        'callback_query',
        'my_chat_member',
        'message_reaction',
      ],
    });
    expect(fake.requests.at(-1)?.fields['max_connections']).toBe(40);
    expect(fake.requests.at(-1)?.fields).not.toHaveProperty('drop_pending_updates');
  });

  it('TGO16 says plainly that the token is wrong', async () => {
    const answer = await provision(webhookUrl, '987654321:AAEanotherexampleexampleexampleexam');
    expect(answer).toMatchObject({ ok: false, code: 'credentials_failed' });
    expect(answer).toHaveProperty('problem', expect.stringContaining('BotFather'));
    expect(JSON.stringify(answer)).not.toContain('AAEanother');
  });

  it('says that an http address will not do, and what to set', async () => {
    const answer = await provision('http://lotse.example/webhooks/telegram/018f');
    expect(answer).toMatchObject({ ok: false, code: 'https_required' });
    expect(answer).toHaveProperty('problem', expect.stringMatching(/https.*PUBLIC_URL/));
  });

  it.each([
    [
      'port_refused',
      'bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443',
      /8443/,
    ],
    ['host_unknown', 'bad webhook: Failed to resolve host: Name or service not known', /DNS/],
    ['misconfigured', 'bad webhook: something new', /something new/],
  ])('says what is wrong with the address: %s', async (code, description, problem) => {
    const body = { ok: false, error_code: 400, description: `Bad Request: ${description}` };
    fake.failNext({ method: 'setWebhook', status: 400, body });
    expect(await provision(webhookUrl)).toMatchObject({
      ok: false,
      code,
      problem: expect.stringMatching(problem),
    });
  });

  it('says that Telegram could not be reached', async () => {
    fake.failNext({ destroy: true });
    expect(await provision(webhookUrl)).toMatchObject({ ok: false, code: 'unreachable' });
    fake.failNext({ status: 502, body: '<html>' });
    expect(await provision(webhookUrl)).toMatchObject({ ok: false, code: 'unreachable' });
  });

  it('names the pause that Telegram asks for', async () => {
    const parameters = { retry_after: 12 };
    const body = { ok: false, error_code: 429, description: 'Too Many Requests', parameters };
    fake.failNext({ status: 429, body });
    expect(await provision(webhookUrl)).toMatchObject({
      ok: false,
      code: 'unreachable',
      problem: expect.stringContaining('12 seconds'),
    });
  });
});

describe('the credentials', () => {
  it('are trimmed', () => {
    const parsed = credentialsSchema.parse({ botToken: ' 12:AA-_b ', webhookSecret: ' a-b_1 ' });
    expect(parsed).toEqual({ botToken: '12:AA-_b', webhookSecret: 'a-b_1' });
  });

  it.each(['', 'AAE', '12:', '12:a/b', '12:a b', 'https://t.me/lotse_bot'])(
    'refuse a token that cannot be one: %j',
    (botToken) => {
      expect(credentialsSchema.safeParse({ botToken, webhookSecret: 'a' }).success).toBe(false);
    },
  );

  it.each(['', 'a b', 'ä', 'a'.repeat(257)])(
    'refuse a secret Telegram cannot carry: %j',
    (secret) => {
      const input = { botToken: '12:AA', webhookSecret: secret };
      expect(credentialsSchema.safeParse(input).success).toBe(false);
    },
  );
});

function provision(url: string, botToken = fakeBotToken) {
  const credentials = { botToken, webhookSecret: 'secret_1-2' };
  return telegram.provision?.(url, credentials, {
    apiRoot: fake.url,
    apiVersion: undefined,
    signal: new AbortController().signal,
    record: () => {},
  });
}
