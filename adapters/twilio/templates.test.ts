import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { twilioContent } from '../../gateway/test/fake-twilio-contents.ts';
import { type FakeTwilio, startFakeTwilio } from '../../gateway/test/fake-twilio.ts';
import type { CallContext, Exchange } from '../adapter.ts';
import { listTemplates } from './templates.ts';

describe('the content templates of an account', () => {
  let fake: FakeTwilio;
  let exchanges: Exchange[] = [];
  beforeAll(async () => {
    fake = await startFakeTwilio();
  });
  afterEach(() => {
    expect(fake.violations).toEqual([]);
    fake.requests.length = 0;
    fake.contents.length = 0;
    exchanges = [];
  });
  afterAll(() => fake.close());

  it('TWO04 are read with their Content SID', async () => {
    const content = twilioContent('termin', 'de', {
      'whatsapp/card': {
        header_text: 'Beratung {{1}}',
        body: 'Guten Tag {{2}}',
        footer: 'Caritas Nord',
        actions: [
          { type: 'QUICK_REPLY', title: 'Absagen', id: 'no' },
          { type: 'URL', title: 'Ansehen', url: 'https://lotse.example/t/{{3}}' },
        ],
      },
    });
    fake.contents.push(content);
    expect(await list()).toEqual([
      {
        name: 'termin',
        language: 'de',
        state: 'approved',
        category: 'utility',
        providerId: content.sid,
        header: 'Beratung {{1}}',
        body: 'Guten Tag {{2}}',
        footer: 'Caritas Nord',
        buttons: [
          { title: 'Absagen', url: null },
          { title: 'Ansehen', url: 'https://lotse.example/t/{{3}}' },
        ],
        obstacle: null,
        reason: null,
      },
    ]);
  });

  it.each([
    ['approved', 'approved'],
    ['received', 'pending'],
    ['pending', 'pending'],
    ['paused', 'paused'],
    ['disabled', 'disabled'],
  ])('that are %s at Twilio are %s', async (status, state) => {
    fake.contents.push(twilioContent('a', 'de', { 'twilio/text': { body: 'a' } }, { status }));
    expect(await list()).toMatchObject([{ state }]);
  });

  it('that were rejected say why, and those that were never handed in are left out', async () => {
    const rejection = { status: 'rejected', rejection_reason: 'Too few words around {{1}}' };
    const text = { 'twilio/text': { body: 'a {{1}}' } };
    fake.contents.push(
      twilioContent('a', 'de', text, rejection),
      twilioContent('b', 'de', text, { status: 'unsubmitted' }),
      { ...twilioContent('c', 'de', text), approval_requests: {} },
    );
    expect(await list()).toMatchObject([
      { name: 'a', state: 'rejected', reason: 'Too few words around {{1}}' },
    ]);
  });

  it.each([
    [null, { 'twilio/media': { body: 'a', media: ['https://lotse.example/a.jpg'] } }],
    ['media', { 'twilio/media': { body: 'a', media: ['https://lotse.example/{{1}}.jpg'] } }],
    ['code', { 'whatsapp/authentication': { actions: [{ type: 'COPY_CODE' }] } }],
    ['other', { 'twilio/carousel': { body: 'a', cards: [] } }],
    ['other', { 'twilio/quick-reply': { body: 'a', actions: [{ title: '{{1}}', id: 'x' }] } }],
  ])('that want more than text say so: %s', async (obstacle, type) => {
    fake.contents.push(twilioContent('a', 'de', type));
    expect(await list()).toMatchObject([{ obstacle }]);
  });

  it('of one name and language are one: the approved one, else the latest', async () => {
    const make = (name: string, body: string, status: string, date: string) => ({
      ...twilioContent(name, 'de', { 'twilio/text': { body } }, { status }),
      date_updated: date,
    });
    fake.contents.push(
      make('a', 'older', 'approved', '2026-01-01T00:00:00Z'),
      make('a', 'newer', 'pending', '2026-02-01T00:00:00Z'),
      make('b', 'older', 'pending', '2026-01-01T00:00:00Z'),
      make('b', 'newer', 'rejected', '2026-02-01T00:00:00Z'),
    );
    expect((await list())?.map(({ name, body }) => `${name} ${body}`).toSorted()).toEqual([
      'a older',
      'b newer',
    ]);
  });

  it('come page by page from the configured address, and no SID stands in the channel log', async () => {
    fake.state.pageSize = 2;
    for (let index = 0; index < 5; index += 1) {
      fake.contents.push(twilioContent(`t${index}`, 'de', { 'twilio/text': { body: 'a' } }));
    }
    expect((await list())?.length).toBe(5);
    expect(fake.requests.map(({ path, query }) => [path, query['Page']])).toEqual([
      ['/v1/ContentAndApprovals', undefined],
      ['/v1/ContentAndApprovals', '1'],
      ['/v1/ContentAndApprovals', '2'],
    ]);
    expect(JSON.stringify(exchanges)).not.toMatch(/AC[0-9a-f]{32}/);
    fake.state.pageSize = 50;
  });

  it('do not exist for a number that sends SMS, which is not asked', async () => {
    expect(await list('+493012345678')).toBeNull();
    expect(fake.requests).toEqual([]);
  });

  it.each([[{}], [{ contents: 'none', meta: { key: 'contents' } }]])(
    'an answer without them is no empty list: %j',
    async (body) => {
      fake.failNext({ status: 200, body });
      await expect(list()).rejects.toMatchObject({ code: 'provider_unavailable' });
    },
  );

  it('are refused with wrong credentials', async () => {
    fake.failNext({ status: 401, code: 20003 });
    await expect(list()).rejects.toMatchObject({ code: 'credentials_failed' });
  });

  function list(from = 'whatsapp:+493012345678') {
    const call: CallContext = {
      apiRoot: fake.url,
      apiVersion: undefined,
      signal: AbortSignal.timeout(5000),
      record: (exchange) => exchanges.push(exchange),
    };
    return listTemplates({ accountSid: fake.accountSid, authToken: fake.authToken, from }, call);
  }
});
