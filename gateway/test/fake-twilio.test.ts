import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { type FakeTwilio, signTwilio, startFakeTwilio } from './fake-twilio.ts';

let fake: FakeTwilio;

beforeEach(async () => {
  fake = await startFakeTwilio();
});

afterEach(async () => {
  await fake.close();
});

describe('the stand-in for Twilio', () => {
  const good = { To: '+4915112345678', From: '+493012345678', Body: 'Hallo' };

  it('takes what fits the description of Twilio', async () => {
    const response = await post(good);
    expect(response.status).toBe(201);
    expect(await response.json()).toMatchObject({
      sid: expect.stringMatching(/^SM/),
      status: 'queued',
    });
    expect(fake.violations).toEqual([]);
  });

  it.each([
    ['an unknown parameter', { ...good, Text: 'Hallo' }, /must NOT have additional properties/],
    ['no recipient', { From: good.From, Body: 'Hallo' }, /must have required property 'To'/],
    ['no sender', { To: good.To, Body: 'Hallo' }, /one of from, messaging_service_sid/],
    ['nothing to say', { To: good.To, From: good.From }, /one of body, media_url, content_sid/],
    ['a recipient that is no number', { ...good, To: 'tel:+4915112345678' }, /phone-number/],
    ['a service that is none', { ...good, MessagingServiceSid: 'MG1' }, /must match pattern/],
    ['a status address that is none', { ...good, StatusCallback: '/status' }, /uri/],
    ['a flag that is none', { ...good, SmartEncoded: 'perhaps' }, /must be boolean/],
  ])('refuses %s and remembers it', async (_title, fields, violation) => {
    expect((await post(fields)).status).toBe(400);
    expect(fake.violations.join('\n')).toMatch(violation);
    expect(fake.messages).toEqual([]);
  });

  it('refuses a path that Twilio has not', async () => {
    expect((await post(good, 'SMS/Messages.json')).status).toBe(400);
    expect(fake.violations).toEqual([expect.stringContaining('no such operation')]);
  });

  it('refuses a wrong token as Twilio does', async () => {
    const response = await post(good, 'Messages.json', 'wrong');
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ code: 20003, status: 401 });
  });

  it('signs a webhook for its public address and sends it elsewhere', async () => {
    const publicUrl = 'https://lotse.example/webhooks/twilio/1?x=1';
    await fake.post(publicUrl, { Body: 'Hallo' }, fake.url);
    expect(fake.requests[0]).toMatchObject({
      path: '/webhooks/twilio/1',
      query: { x: '1' },
      headers: { 'x-twilio-signature': signTwilio(fake.authToken, publicUrl, { Body: 'Hallo' }) },
    });
  });
});

async function post(
  fields: Record<string, string>,
  resource = 'Messages.json',
  authToken = fake.authToken,
): Promise<Response> {
  return await fetch(`${fake.url}/2010-04-01/Accounts/${fake.accountSid}/${resource}`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${fake.accountSid}:${authToken}`).toString('base64')}`,
    },
    body: new URLSearchParams(fields),
  });
}
