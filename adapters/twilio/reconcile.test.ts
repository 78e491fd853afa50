import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { type FakeTwilio, startFakeTwilio } from '../../gateway/test/fake-twilio.ts';
import type { Adapter } from '../adapter.ts';
import { reconcile } from './reconcile.ts';

type Call = Parameters<NonNullable<Adapter['reconcile']>>[2];

const since = new Date('2026-11-24T08:00:00.700Z');
const person = '+4915112345678';
const ours = '+493012345678';

let fake: FakeTwilio;

beforeEach(async () => {
  fake = await startFakeTwilio();
});

afterEach(async () => {
  await fake.close();
});

describe('TWI20 asking for missed messages', () => {
  it('TWI20 finds what was sent to us since then, oldest first, over all pages', async () => {
    fake.state.pageSize = 2;
    inbound({ body: 'too old', sentAt: new Date('2026-11-24T07:59:59Z') });
    const missed = [0, 1, 2, 3, 4].map((minute) =>
      inbound({ body: `missed ${minute}`, sentAt: new Date(`2026-11-24T08:0${minute}:00Z`) }),
    );
    inbound({ to: '+493099999999', body: 'not ours' });
    inbound({ from: ours, to: person, body: 'our reply', direction: 'outbound-api' });
    const events = await reconcile(since, fromNumber(), call());
    expect(events).toMatchObject(
      missed.map(({ sid }, minute) => ({
        type: 'message.received',
        externalId: sid,
        sender: { urn: `tel:${person}`, messenger: 'sms' },
        sentAt: new Date(`2026-11-24T08:0${minute}:00Z`),
        content: { kind: 'text', text: `missed ${minute}` },
      })),
    );
    expect(events).toHaveLength(5);
    expect(fake.requests).toHaveLength(3);
    expect(fake.requests[0]?.query).toMatchObject({
      To: ours,
      'DateSent>': '2026-11-24T08:00:00Z',
    });
    expect(fake.violations).toEqual([]);
  });

  it('TWI20 brings the files of a message', async () => {
    const { sid } = inbound({ body: '', num_media: '1' });
    const ref = fake.addMedia({ bytes: Buffer.from('x'), type: 'image/jpeg', messageSid: sid });
    const attachment = {
      kind: 'image',
      mimeType: 'image/jpeg',
      ref: ref.replace(fake.url, 'https://api.twilio.com'),
    };
    expect(await reconcile(since, fromNumber(), call())).toMatchObject([
      { externalId: sid, content: { kind: 'image', text: null, attachments: [attachment] } },
    ]);
  });

  it('TWI20 still brings a message whose files are gone', async () => {
    const { sid } = inbound({ body: 'Mein Brief', num_media: '1' });
    expect(await reconcile(since, fromNumber(), call())).toMatchObject([
      { externalId: sid, content: { kind: 'unsupported', text: 'Mein Brief' } },
    ]);
  });

  it('TWI20 asks for WhatsApp messages by the WhatsApp sender', async () => {
    inbound({ from: `whatsapp:${person}`, to: `whatsapp:${ours}`, body: 'Hallo' });
    inbound({ body: 'an SMS to the same number' });
    const credentials = { ...account(), from: `whatsapp:${ours}` };
    expect(await reconcile(since, credentials, call())).toMatchObject([
      { sender: { urn: 'whatsapp:4915112345678', messenger: 'whatsapp' } },
    ]);
  });

  it('TWI20 keeps to the messages of its messaging service', async () => {
    const messagingServiceSid = `MG${'0a'.repeat(16)}`;
    inbound({ body: 'for another service', messaging_service_sid: `MG${'0b'.repeat(16)}` });
    inbound({ body: 'for us', messaging_service_sid: messagingServiceSid });
    expect(await reconcile(since, { ...account(), messagingServiceSid }, call())).toMatchObject([
      { content: { text: 'for us' } },
    ]);
  });

  it('TWI20 asks for no files of a message that we have', async () => {
    const { sid } = inbound({ body: 'Schon da', num_media: '1' });
    const { sid: missed } = inbound({ body: 'Verpasst' });
    const isKnown = async (sids: string[]) => new Set(sids.filter((one) => one === sid));
    expect(await reconcile(since, fromNumber(), call({ isKnown }))).toMatchObject([
      { externalId: missed },
    ]);
    expect(fake.requests.map(({ path }) => path.endsWith('/Messages.json'))).toEqual([true]);
  });

  it('says how messages of ours ended that are still open, and nothing of others', async () => {
    const sent = (status: string, more: Record<string, unknown> = {}) =>
      inbound({ from: ours, to: person, body: 'x', direction: 'outbound-api', status, ...more });
    const delivered = sent('delivered');
    const undelivered = sent('undelivered', { error_code: '30005' });
    const ended = sent('delivered');
    const open = new Set([delivered.sid, undelivered.sid]);
    const isOpen = async (sids: string[]) => new Set(sids.filter((one) => open.has(one)));
    const openSince = new Date('2026-11-24T08:10:00Z');
    const events = await reconcile(since, fromNumber(), call({ isOpen, openSince }));
    expect(events).toMatchObject([
      {
        type: 'status.reported',
        externalId: undelivered.sid,
        status: 'failed',
        failure: { code: 'address_invalid', providerCode: '30005' },
      },
      { type: 'status.reported', externalId: delivered.sid, status: 'delivered' },
    ]);
    expect(JSON.stringify(events)).not.toContain(ended.sid);
    expect(fake.requests.at(-1)?.query).toMatchObject({
      From: ours,
      'DateSent>': '2026-11-24T08:10:00Z',
    });
    expect(fake.violations).toEqual([]);
  });

  it.each([
    [401, 'credentials_failed'],
    [500, 'provider_unavailable'],
  ])('TWI20 fails with a SendError after HTTP %i', async (status, code) => {
    fake.failNext({ status });
    await expect(reconcile(since, fromNumber(), call())).rejects.toMatchObject({
      code,
      retryable: true,
    });
  });
});

function inbound(fields: Record<string, unknown> & { body: string; sentAt?: Date }) {
  return fake.addInbound({
    from: person,
    to: ours,
    sentAt: new Date('2026-11-24T08:30:00Z'),
    ...fields,
  });
}

function account() {
  return { accountSid: fake.accountSid, authToken: fake.authToken };
}

function fromNumber() {
  return { ...account(), from: ours };
}

function call(more: Partial<Call> = {}): Call {
  return {
    apiRoot: fake.url,
    apiVersion: undefined,
    signal: new AbortController().signal,
    record: () => undefined,
    isKnown: async () => new Set(),
    isOpen: async () => new Set(),
    openSince: null,
    ...more,
  };
}
