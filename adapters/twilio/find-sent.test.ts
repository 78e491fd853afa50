import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { type FakeTwilio, startFakeTwilio } from '../../gateway/test/fake-twilio.ts';
import { rfc2822 } from '../../gateway/test/fake-twilio-wire.ts';
import type { OutboundMessage } from '../adapter.ts';
import { findSent } from './find-sent.ts';

const person = '+4915112345678';
const ours = '+493012345678';
const sentBetween = {
  from: new Date('2026-11-24T08:00:00.400Z'),
  to: new Date('2026-11-24T08:01:00Z'),
};

let fake: FakeTwilio;
const known = new Set<string>();

beforeAll(async () => {
  fake = await startFakeTwilio();
});
afterAll(() => fake.close());
beforeEach(() => {
  fake.messages.length = 0;
  fake.requests.length = 0;
  known.clear();
});

describe('TWO05 looking for a message whose send got no answer', () => {
  it('TWO05 finds it by recipient, time and text', async () => {
    sent({ body: 'Bis morgen', at: '2026-11-24T07:59:59Z' });
    sent({ body: 'Bis morgen', to: '+4915187654321' });
    sent({ body: 'Bis morgen', from: person, to: ours, direction: 'inbound' });
    const { sid } = sent({ body: 'Bis morgen', at: '2026-11-24T08:00:00Z' });
    expect(await lookUp({ text: 'Bis morgen' })).toBe(sid);
    expect(fake.requests[0]?.query).toMatchObject({ To: person, From: ours });
    expect(fake.violations).toEqual([]);
  });

  it('TWO05 never takes one that belongs to another message of ours', async () => {
    const first = sent({ body: 'Ja', at: '2026-11-24T08:00:05Z' });
    const second = sent({ body: 'Ja', at: '2026-11-24T08:00:20Z' });
    expect(await lookUp({ text: 'Ja' })).toBe(first.sid);
    known.add(first.sid);
    expect(await lookUp({ text: 'Ja' })).toBe(second.sid);
    known.add(second.sid);
    expect(await lookUp({ text: 'Ja' })).toBeNull();
  });

  it('TWO05 is certain that nothing left when Twilio has nothing for the person in that time', async () => {
    sent({ body: 'Ja', at: '2026-11-24T09:00:00Z' });
    sent({ body: 'Ja', to: '+491511234XXXX', at: '2026-11-24T09:00:00Z' });
    expect(await lookUp({ text: 'Ja' })).toBeNull();
  });

  it.each([
    ['a text that was blotted out', { body: '' }],
    ['a number that was blotted out', { body: '', to: '+491511234XXXX' }],
    ['other words to the same person', { body: 'Nein' }],
  ])('TWO05 leaves it open with %s', async (_, fields) => {
    sent(fields);
    await expect(lookUp({ text: 'Ja' })).rejects.toMatchObject({
      code: 'no_answer',
      certain: false,
    });
  });

  it('TWO05 compares a text with a file’s link without its signed end', async () => {
    const { sid } = sent({ body: 'Ihr Bescheid\nhttps://beratung.example/files/abc.def' });
    const text = 'Ihr Bescheid\nhttps://beratung.example/files/ghi.jkl';
    expect(await lookUp({ text })).toBe(sid);
  });

  it('TWO05 takes the only message of that time for a template, and leaves two of them open', async () => {
    const template = { name: 'HX', language: 'de', params: { body: [] } };
    const { sid } = sent({ body: 'Guten Tag, Sie haben einen Termin.' });
    expect(await lookUp({ text: null, template })).toBe(sid);
    sent({ body: 'Guten Tag, Ihr Termin fällt aus.' });
    await expect(lookUp({ text: null, template })).rejects.toMatchObject({ certain: false });
  });

  it('TWO05 fails as Twilio does when it can’t be asked', async () => {
    fake.failNext({ status: 503 });
    await expect(lookUp({ text: 'Ja' })).rejects.toMatchObject({
      code: 'provider_unavailable',
      retryable: true,
    });
  });
});

function sent({
  at = '2026-11-24T08:00:30Z',
  ...fields
}: Record<string, string> & { body: string }) {
  return fake.addInbound({
    from: ours,
    to: person,
    direction: 'outbound-api',
    status: 'sent',
    sentAt: new Date(at),
    date_created: rfc2822(new Date(at)),
    ...fields,
  });
}

function lookUp(content: Pick<OutboundMessage, 'text' | 'template'>): Promise<string | null> {
  const message: OutboundMessage = {
    deliveryId: 'd',
    partIndex: 0,
    to: { urn: `tel:${person}`, messenger: 'sms' },
    attachments: [],
    replyToExternalId: null,
    statusUrl: null,
    ...content,
  };
  const credentials = { accountSid: fake.accountSid, authToken: fake.authToken, from: ours };
  return findSent(message, sentBetween, credentials, {
    apiRoot: fake.url,
    apiVersion: undefined,
    signal: new AbortController().signal,
    record: () => undefined,
    isKnown: async (sids) => new Set(sids.filter((sid) => known.has(sid))),
  });
}
