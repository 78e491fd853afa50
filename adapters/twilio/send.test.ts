import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { type FakeTwilio, startFakeTwilio } from '../../gateway/test/fake-twilio.ts';
import type { CallContext, Exchange, OutboundMessage } from '../adapter.ts';
import { send } from './send.ts';

let fake: FakeTwilio;
let exchanges: Exchange[];

beforeEach(async () => {
  fake = await startFakeTwilio();
  exchanges = [];
});

afterEach(async () => {
  await fake.close();
});

describe('a text', () => {
  it('is sent from the number and named by its MessageSid', async () => {
    const statusUrl = 'https://lotse.example/webhooks/twilio/1/status/019aa000';
    const sent = await send(sms({ text: 'Guten Tag', statusUrl }), fromNumber(), call());
    expect(sent.parts).toEqual([{ externalId: fake.messages[0]?.sid }]);
    expect(fake.requests[0]?.fields).toEqual({
      To: '+4915112345678',
      From: '+493012345678',
      Body: 'Guten Tag',
      StatusCallback: statusUrl,
    });
    expect(fake.violations).toEqual([]);
  });

  it('TWO02 is sent by the messaging service when one is set', async () => {
    const messagingServiceSid = `MG${'0a'.repeat(16)}`;
    await send(sms({}), { ...account(), messagingServiceSid }, call());
    expect(fake.requests[0]?.fields).toMatchObject({ MessagingServiceSid: messagingServiceSid });
    expect(fake.requests[0]?.fields).not.toHaveProperty('From');
  });

  it('TWO02 reports its status to the address that carries our id', async () => {
    const statusUrl = `${fake.url}/not-twilio/status/019aa000`;
    const { parts } = await send(sms({ statusUrl }), fromNumber(), call());
    const response = await fake.statusCallback(parts[0]?.externalId ?? '', 'delivered');
    expect(response.status).toBe(401);
    expect(fake.requests.at(-1)).toMatchObject({
      path: '/not-twilio/status/019aa000',
      fields: { MessageStatus: 'delivered', MessageSid: parts[0]?.externalId },
    });
  });

  it.each([
    ['tel:72345', 'sms', '72345', '+493012345678'],
    ['whatsapp:4915112345678', 'whatsapp', 'whatsapp:+4915112345678', 'whatsapp:+493012345678'],
    ['whatsapp:DE.134912', 'whatsapp', 'whatsapp:DE.134912', 'whatsapp:+493012345678'],
  ] as const)('to %s goes out on %s', async (urn, messenger, To, From) => {
    for (const from of ['+493012345678', 'whatsapp:+493012345678']) {
      await send(sms({ to: { urn, messenger } }), { ...account(), from }, call());
      expect(fake.requests.at(-1)?.fields).toMatchObject({ To, From });
    }
    expect(fake.violations).toEqual([]);
  });

  it('TWO01 of 1,600 characters is taken and one of 1,601 refused', async () => {
    await send(sms({ text: 'a'.repeat(1600) }), fromNumber(), call());
    await expect(send(sms({ text: 'a'.repeat(1601) }), fromNumber(), call())).rejects.toMatchObject(
      {
        code: 'content_rejected',
        providerCode: '21617',
        retryable: false,
      },
    );
  });

  it('leaves no identifier in the channel log', async () => {
    await send(sms({}), fromNumber(), call());
    expect(exchanges).toMatchObject([
      {
        method: 'POST',
        path: '/2010-04-01/Accounts/{sid}/Messages.json',
        status: 201,
        providerCode: null,
      },
    ]);
  });
});

describe('a file', () => {
  const photo = {
    kind: 'image',
    fileName: 'brief.jpg',
    mimeType: 'image/jpeg',
    sizeBytes: 3,
    bytes: Buffer.from('abc'),
    url: 'https://lotse.example/files/t0ken',
  } as const;
  const to = { urn: 'whatsapp:4915112345678', messenger: 'whatsapp' } as const;

  it('TWO03 goes to WhatsApp by its link', async () => {
    await send(sms({ to, text: 'Ihr Brief', attachments: [photo] }), fromNumber(), call());
    expect(fake.requests[0]?.fields).toMatchObject({ MediaUrl: photo.url, Body: 'Ihr Brief' });
    expect(fake.violations).toEqual([]);
  });

  it('TWO03 never goes to an SMS as media', async () => {
    await send(sms({ text: `Ihr Brief ${photo.url}`, attachments: [photo] }), fromNumber(), call());
    expect(fake.requests[0]?.fields).not.toHaveProperty('MediaUrl');
  });

  it('is refused before any call when it has no link', async () => {
    const message = sms({ to, attachments: [{ ...photo, url: null }] });
    await expect(send(message, fromNumber(), call())).rejects.toMatchObject({
      code: 'media_rejected',
    });
    expect(fake.requests).toEqual([]);
  });
});

describe('a template', () => {
  const to = { urn: 'whatsapp:4915112345678', messenger: 'whatsapp' } as const;
  const name = `HX${'0a'.repeat(16)}`;

  it('TWO04 goes by its Content SID with numbered variables', async () => {
    const template = {
      name,
      language: 'de',
      params: { header: ['Nord'], body: ['Amina', '12:30'] },
    };
    await send(sms({ to, text: null, template }), fromNumber(), call());
    expect(fake.requests[0]?.fields).toMatchObject({
      ContentSid: name,
      ContentVariables: '{"1":"Nord","2":"Amina","3":"12:30"}',
    });
    expect(fake.violations).toEqual([]);
  });

  it('TWO04 goes by its id, with the names of its own variables', async () => {
    const template = {
      name: 'termin',
      language: 'de',
      providerId: name,
      params: { header: ['Nord'], body: ['Amina', 'Nord'], buttons: ['', 'x7'] },
      names: { header: ['1'], body: ['2', '1'], buttons: ['', '3'] },
    };
    await send(sms({ to, text: null, template }), fromNumber(), call());
    expect(fake.requests[0]?.fields).toMatchObject({
      ContentSid: name,
      ContentVariables: '{"1":"Nord","2":"Amina","3":"x7"}',
    });
    expect(fake.violations).toEqual([]);
    const contradicting = { ...template, params: { ...template.params, header: ['Süd'] } };
    await expect(
      send(sms({ to, text: null, template: contradicting }), fromNumber(), call()),
    ).rejects.toMatchObject({ code: 'template_rejected' });
    expect(fake.requests.length).toBe(1);
  });

  it('TWO04 without a Content SID is refused before any call', async () => {
    const template = { name: 'appointment_reminder', language: 'de', params: { body: [] } };
    await expect(
      send(sms({ to, text: null, template }), fromNumber(), call()),
    ).rejects.toMatchObject({
      code: 'template_rejected',
      retryable: false,
      certain: true,
    });
    expect(fake.requests).toEqual([]);
  });
});

describe('a failure', () => {
  it.each([
    ['TWS04', 400, 21610, 'contact_opted_out', false],
    ['TWS05', 429, 20429, 'throttled', true],
    ['TWS05', 400, 63018, 'throttled', true],
    ['TWS06', 400, 63016, 'window_closed', false],
    ['TWO07', 401, 20003, 'credentials_failed', true],
    ['TWO07', 403, 70051, 'credentials_failed', true],
    ['TWS07', 400, 99999, 'content_rejected', false],
    ['X04', 503, 20500, 'provider_unavailable', true],
  ])('%s HTTP %i with code %i is %s', async (_id, status, code, expected, retryable) => {
    fake.failNext({ status, code, message: 'as Twilio says it' });
    await expect(send(sms({}), fromNumber(), call())).rejects.toMatchObject({
      name: 'SendError',
      code: expected,
      retryable,
      certain: true,
      providerCode: String(code),
      message: 'as Twilio says it',
    });
    expect(exchanges).toMatchObject([{ status, providerCode: String(code) }]);
    expect(fake.requests).toHaveLength(1);
  });

  it('TWS05 waits as long as Twilio asks', async () => {
    fake.failNext({ status: 429, code: 20429, headers: { 'retry-after': '7' } });
    await expect(send(sms({}), fromNumber(), call())).rejects.toMatchObject({ retryAfterMs: 7000 });
  });

  it('an HTML page of a gateway in between is no answer to the message', async () => {
    fake.failNext({ status: 502, body: '<html>', headers: { 'content-type': 'text/html' } });
    await expect(send(sms({}), fromNumber(), call())).rejects.toMatchObject({
      code: 'provider_unavailable',
      retryable: true,
    });
  });

  it('TWO05 an answer that never comes is uncertain and sent once', async () => {
    fake.failNext({ hang: true });
    const stop = new AbortController();
    const sending = send(sms({}), fromNumber(), { ...call(), signal: stop.signal });
    await expect.poll(() => fake.requests).toHaveLength(1);
    stop.abort();
    await expect(sending).rejects.toMatchObject({
      code: 'no_answer',
      certain: false,
      retryable: false,
    });
    expect(fake.requests).toHaveLength(1);
  });

  it('TWO05 a connection cut after the request left is uncertain', async () => {
    fake.failNext({ destroy: true });
    await expect(send(sms({}), fromNumber(), call())).rejects.toMatchObject({
      code: 'no_answer',
      certain: false,
    });
    expect(exchanges).toMatchObject([{ status: null }]);
  });

  it('a refused connection has certainly sent nothing', async () => {
    const apiRoot = `http://127.0.0.1:${await closedPort()}`;
    await expect(send(sms({}), fromNumber(), { ...call(), apiRoot })).rejects.toMatchObject({
      code: 'provider_unavailable',
      certain: true,
      retryable: true,
    });
  });

  it('a call that was stopped before it began has certainly sent nothing', async () => {
    const signal = AbortSignal.abort();
    await expect(send(sms({}), fromNumber(), { ...call(), signal })).rejects.toMatchObject({
      code: 'provider_unavailable',
      certain: true,
    });
    expect(fake.requests).toEqual([]);
  });

  it.each([{}, { sid: null }, [], 'no json'])('TWO06 a 201 with %j is uncertain', async (body) => {
    fake.failNext({ status: 201, body });
    await expect(send(sms({}), fromNumber(), call())).rejects.toMatchObject({
      code: 'no_answer',
      certain: false,
      retryable: false,
    });
  });

  it('a message that Twilio fails in the same breath is final with its code', async () => {
    fake.failNext({
      status: 201,
      body: { sid: 'SM1', status: 'failed', error_code: 30007, error_message: null },
    });
    await expect(send(sms({}), fromNumber(), call())).rejects.toMatchObject({
      code: 'policy_rejected',
      providerCode: '30007',
    });
  });

  it('X13 never shows the token', async () => {
    fake.failNext({ status: 401, code: 20003 });
    const error = await send(sms({}), fromNumber(), call()).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'credentials_failed' });
    expect(JSON.stringify([error, exchanges])).not.toContain(fake.authToken);
    expect(String((error as Error).stack)).not.toContain(fake.authToken);
  });
});

function sms(fields: Partial<OutboundMessage>): OutboundMessage {
  return {
    deliveryId: '019aa000',
    partIndex: 0,
    to: { urn: 'tel:+4915112345678', messenger: 'sms' },
    text: 'Guten Tag',
    attachments: [],
    replyToExternalId: null,
    statusUrl: null,
    ...fields,
  };
}

function account() {
  return { accountSid: fake.accountSid, authToken: fake.authToken };
}

function fromNumber() {
  return { ...account(), from: '+493012345678' };
}

function call(): CallContext {
  return {
    apiRoot: fake.url,
    apiVersion: undefined,
    signal: new AbortController().signal,
    record: (exchange) => exchanges.push(exchange),
  };
}

async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
