import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { type FakeTwilio, startFakeTwilio } from '../../gateway/test/fake-twilio.ts';
import type { CallContext } from '../adapter.ts';
import { provision } from './provision.ts';

const webhookUrl = 'https://lotse.example/webhooks/twilio/019a9d21';

let fake: FakeTwilio;

beforeEach(async () => {
  fake = await startFakeTwilio({ numbers: ['+493012345678'] });
});

afterEach(async () => {
  await fake.close();
});

describe('provisioning', () => {
  it('sets the webhook and the fallback of a number and leaves its calls alone', async () => {
    const done = await provision(webhookUrl, account('+493012345678'), call());
    expect(done).toEqual({ ok: true, label: '+493012345678' });
    expect(fake.numbers[0]).toMatchObject({
      sms_url: webhookUrl,
      sms_method: 'POST',
      sms_fallback_url: `${webhookUrl}/fallback`,
      sms_fallback_method: 'POST',
    });
    expect(fake.requests.at(-1)?.fields).not.toHaveProperty('StatusCallback');
    expect(fake.violations).toEqual([]);
  });

  it.each([
    ['a number of another account', 'number_elsewhere', { from: '+493099999999' }],
    ['a WhatsApp sender', 'whatsapp_sender_webhook', { from: 'whatsapp:+493012345678' }],
    ['a short code', 'short_code_webhook', { from: '72345' }],
    [
      'a messaging service',
      'messaging_service_webhook',
      { messagingServiceSid: `MG${'0a'.repeat(16)}` },
    ],
  ])('tells for %s which address to paste where', async (_title, code, sender) => {
    const done = await provision(webhookUrl, { ...account(), ...sender }, call());
    expect(done).toMatchObject({ ok: true, todo: { code } });
    expect(done).toHaveProperty('todo.text', expect.stringContaining(`${webhookUrl}/fallback`));
    expect(fake.requests.every(({ method }) => method === 'GET')).toBe(true);
  });

  it('says that nobody can answer a sender name', async () => {
    expect(await provision(webhookUrl, account('Beratung'), call())).toMatchObject({
      ok: true,
      todo: { code: 'one_way_sender', text: expect.stringContaining('cannot answer') },
    });
  });

  it('says when a TwiML app takes the messages of the number', async () => {
    Object.assign(fake.numbers[0] ?? {}, { sms_application_sid: `AP${'0a'.repeat(16)}` });
    expect(await provision(webhookUrl, account('+493012345678'), call())).toMatchObject({
      ok: true,
      todo: { code: 'twiml_app', text: expect.stringContaining('TwiML app') },
    });
  });

  it('TWO07 says in plain words that the credentials are wrong', async () => {
    const wrong = { ...account('+493012345678'), authToken: 'not-the-token' };
    expect(await provision(webhookUrl, wrong, call())).toEqual({
      ok: false,
      code: 'credentials_failed',
      problem: expect.stringContaining('auth token'),
    });
  });

  it('says that a suspended account has to be activated', async () => {
    fake.state.accountStatus = 'suspended';
    expect(await provision(webhookUrl, account('+493012345678'), call())).toMatchObject({
      ok: false,
      code: 'account_inactive',
      problem: expect.stringContaining('suspended'),
    });
  });

  it('repeats why Twilio refused the webhook', async () => {
    expect(await provision('not an address', account('+493012345678'), call())).toMatchObject({
      ok: false,
      code: 'misconfigured',
      problem: expect.stringContaining('SmsUrl'),
    });
  });

  it.each([{ destroy: true } as const, { status: 503 }, { status: 429 }])(
    'calls Twilio unreachable after %j',
    async (scripted) => {
      fake.failNext(scripted);
      expect(await provision(webhookUrl, account('+493012345678'), call())).toMatchObject({
        ok: false,
        code: 'unreachable',
      });
    },
  );
});

function account(from?: string) {
  return { accountSid: fake.accountSid, authToken: fake.authToken, ...(from && { from }) };
}

function call(): CallContext {
  return {
    apiRoot: `${fake.url}/`,
    apiVersion: undefined,
    signal: new AbortController().signal,
    record: () => undefined,
  };
}
