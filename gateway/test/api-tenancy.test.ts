import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endpoints } from '../contract/api.ts';
import type { Channel } from '../contract/channel.ts';
import type { Conversation } from '../contract/conversation.ts';
import type { FaqEntry } from '../contract/faq.ts';
import { noteQuestion } from './faq-scene.ts';
import type { Profile } from '../contract/profile.ts';
import { newBrowser } from './fake-push-service.ts';
import { addSimulator, note, reply, threadOf, write, type Page } from './phone.ts';
import { addMember, addOrganization, password, type Tenant } from './tenants.ts';
import { startTestApp, type TestApp } from './test-app.ts';

/** A body that would be accepted if the thing were theirs. */
const bodies: Record<string, unknown> = {
  'POST /api/channels/:id/pair': { method: 'qr' },
  'PATCH /api/counselors/:id': { displayName: 'x', isActive: false },
  'POST /api/conversations/:id/assign': { counselorId: null },
  'POST /api/conversations/:id/hand-over': {
    counselorId: crypto.randomUUID(),
    summary: 'x',
    clientMessageId: 'x',
  },
  'POST /api/conversations/:id/snooze': { until: null },
  'POST /api/conversations/:id/topic': { topic: 'work' },
  'PUT /api/conversations/:id/draft': { text: 'x' },
  'POST /api/conversations/:id/messages': { clientMessageId: 'x', text: 'x' },
  'POST /api/messages/:id/reactions': { emoji: '👍' },
  'POST /api/messages/:id/language': { language: 'ar' },
  'POST /api/conversations/:id/notes': { clientMessageId: 'x', text: 'x' },
  'PATCH /api/contacts/:id': { displayName: 'x' },
  'POST /api/contacts/:id/merge': { contactId: crypto.randomUUID() },
  'POST /api/contacts/:id/unmerge': { contactId: crypto.randomUUID() },
  'PATCH /api/channels/:id': { name: 'x', isDisabled: true, credentials: {} },
  'PATCH /api/saved-replies/:id': { title: 'x' },
  'PUT /api/counselors/:id/profile': {
    alias: 'x',
    languages: [],
    topics: [],
    capacity: null,
    accepts: 'nobody',
    hours: [],
  },
  'POST /api/counselors/:id/absences': { from: '2026-12-01', to: '2026-12-02' },
  'POST /api/conversations/:id/interpreter': { isNeeded: true },
  'POST /api/faqs/:id/corrections': { text: { de: 'x' } },
  'PATCH /api/offices/:id': { name: 'x' },
  'POST /api/faqs/:id/review': { months: 6, expectedVersion: 1 },
  'POST /api/simulator/:channelId/messages': {
    phone: { id: 'x', name: 'x', messenger: 'simulator' },
    messageId: 'x',
    text: 'x',
  },
  'POST /api/simulator/:channelId/read': { phoneId: 'x', status: 'read' },
};

/** What has to be asked for so that the answer is about the thing. */
const queries: Record<string, string> = {
  'GET /api/simulator/:channelId/messages': '?phoneId=x',
  'GET /api/faqs/:id/preview': '?language=de',
};

describe('two organizations in one installation', () => {
  let app: TestApp;
  let other: Tenant;
  let channel: Channel;
  let conversation: Conversation;
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    app = await startTestApp({ WHATSAPP_API_ROOT: 'http://127.0.0.1:9' });
    other = await addOrganization(app);
    channel = await addSimulator(app.api);
    const conversationId = await write(app.api, channel, { text: 'vertraulich' });
    conversation = await app.api.ok('GET', `/api/conversations/${conversationId}`);
    const [message] = await threadOf(app.api, conversationId);
    const written = await note(app.api, conversationId, { text: 'nur für uns' });
    const upload = await app.api.upload(Buffer.from('Zeugnis'), 'zeugnis.txt', 'text/plain');
    const member = await addMember(app, 'colleague');
    const browser = await app.api.ok<{ id: string }>('POST', '/api/push-subscriptions', {
      ...newBrowser('https://push.example.org/a'),
      label: 'x',
      language: 'de',
    });
    const { absences } = await app.api.ok<Profile>(
      'POST',
      `/api/counselors/${member.id}/absences`,
      { from: '2099-12-01', to: '2099-12-24' },
    );
    const view = await app.api.ok<{ id: string }>('POST', '/api/views', {
      name: 'Ansicht',
      filters: {},
      isShared: true,
    });
    const token = await app.api.ok<{ id: string }>('POST', '/api/tokens', { name: 'x' });
    const label = await app.api.ok<{ id: string }>('POST', '/api/labels', {
      name: 'x',
      color: 'teal',
    });
    const office = await app.api.ok<{ id: string }>('POST', '/api/offices', { name: 'x' });
    const saved = await app.api.ok<{ id: string }>('POST', '/api/saved-replies', {
      key: 'x',
      title: 'x',
      texts: { de: 'x' },
      isShared: true,
    });
    const [rule] = (await app.api.ok<Page<{ id: string }>>('GET', '/api/rules')).items;
    const [faq] = (await app.api.ok<Page<FaqEntry>>('GET', '/api/faqs?limit=1')).items;
    const url = faq?.sources[0]?.url;
    const freeze = await app.api.ok<{ id: string }>('POST', '/api/faq-freezes', {
      url,
      reason: 'x',
    });
    const openQuestion = await noteQuestion(app, 'Wo kann ich angeln?');
    Object.assign(ids, {
      conversations: conversationId,
      messages: message?.id,
      note: written.body.id,
      attachments: upload.id,
      counselors: member.id,
      contacts: conversation.contact.id,
      channels: channel.id,
      simulator: channel.id,
      tokens: token.id,
      views: view.id,
      absences: absences[0]?.id,
      labels: label.id,
      faqs: faq?.id,
      rules: rule?.id,
      offices: office.id,
      'faq-freezes': freeze.id,
      'faq-questions': openQuestion,
      'saved-replies': saved.id,
      'push-subscriptions': browser.id,
    });
  });
  afterAll(() => app?.stop());

  const withParams = [
    ...endpoints.filter(({ path }) => path.includes(':')),
    { method: 'GET', path: '/api/attachments/:id' },
  ].map(({ method, path }) => ({ method, path, name: `${method} ${path}` }));

  const send = (path: string, method: string, name: string) =>
    other.api.request(method, path, method === 'GET' ? undefined : (bodies[name] ?? {}));

  it('P9: what belongs to another organization is 404 everywhere, and stays as it was', async () => {
    const snapshot = async () =>
      JSON.stringify([
        await app.api.ok('GET', `/api/conversations/${ids['conversations']}`),
        await threadOf(app.api, ids['conversations'] ?? ''),
        await app.api.ok('GET', '/api/counselors'),
        await app.api.ok('GET', '/api/counselor-profiles'),
        await app.api.ok('GET', '/api/channels'),
        await app.api.ok('GET', '/api/labels'),
        await app.api.ok('GET', '/api/faqs'),
        await app.api.ok('GET', '/api/rules'),
        await app.api.ok('GET', '/api/faq-sources'),
        await app.api.ok('GET', '/api/faq-questions'),
        await app.api.ok('GET', `/api/contacts/${ids['contacts']}`),
        await app.api.ok('GET', '/api/saved-replies'),
        await app.api.ok('GET', '/api/offices'),
      ]);
    const before = await snapshot();
    expect(withParams.length).toBeGreaterThan(20);
    for (const { method, path, name } of withParams) {
      const resource = path.split('/')[2] ?? '';
      expect(ids[resource], `an id for ${path}`).toBeDefined();
      const query = queries[name] ?? '';
      const answer = await send(path.replace(/:\w+/, ids[resource] ?? '') + query, method, name);
      expect([answer.status, answer.body['code']], name).toEqual([404, 'not_found']);
    }
    for (const [method, command] of [
      ['GET', ''],
      ['POST', '/retry'],
      ['POST', '/cancel'],
    ] as const) {
      const path = `/api/messages/${ids['note']}${command}`;
      expect((await send(path, method, '')).status, path).toBe(404);
    }
    expect(await snapshot()).toBe(before);
    expect((await app.api.ok<Page<unknown>>('GET', '/api/tokens')).items.length).toBe(1);
  });

  it('an id that is none is 404', async () => {
    const almost = '01a20ccc-2a46-7000-9e8c-df8f45dc0c4';
    for (const { method, path, name } of withParams) {
      for (const id of ['1', almost, `${almost}g`, '%00', '..%2F..', "'%20or%20true--"]) {
        const query = queries[name] ?? '';
        const answer = await send(path.replace(/:\w+/, id) + query, method, name);
        expect(answer.status, `${name} ${id}`).toBe(404);
      }
    }
  });

  it('lists of the other organization are empty, whatever they are filtered by', async () => {
    for (const path of [
      '/api/conversations?status=all',
      '/api/channels',
      '/api/tokens',
      '/api/offices',
      '/api/views',
      '/api/labels',
      '/api/saved-replies',
      '/api/drafts',
      '/api/push-subscriptions',
      '/api/faq-questions',
    ]) {
      expect((await other.api.ok<Page<unknown>>('GET', path)).items, path).toEqual([]);
    }
    for (const filter of [`channelId=${channel.id}`, `assignee=${ids['counselors']}`]) {
      expect(
        (await other.api.ok<Page<unknown>>('GET', `/api/conversations?status=all&${filter}`)).items,
      ).toEqual([]);
    }
    expect((await other.api.ok<Page<unknown>>('GET', '/api/counselors')).items.length).toBe(1);
    expect(await other.api.ok('GET', '/api/conversation-counts')).toEqual({
      alerts: 0,
      automated: 0,
      interpreter: 0,
      mine: 0,
      unassigned: 0,
      open: 0,
      unread: 0,
      waiting: 0,
      snoozed: 0,
      offices: [],
      views: [],
      mentions: 0,
    });
  });

  it('ids of another organization inside a body are 422', async () => {
    const theirs = await addSimulator(other.api);
    const conversationId = await write(other.api, theirs);
    const office = await app.api.ok<{ id: string }>('POST', '/api/offices', { name: 'Büro' });
    const expectInvalid = async (answer: Promise<{ status: number; body: object }>, path: string) =>
      expect(await answer).toMatchObject({ status: 422, body: { issues: [{ path }] } });

    await expectInvalid(
      other.api.request('POST', `/api/conversations/${conversationId}/assign`, {
        counselorId: ids['counselors'],
      }),
      'body.counselorId',
    );
    await expectInvalid(
      reply(other.api, conversationId, { text: 'x', replyToId: ids['messages'] }),
      'body.replyToId',
    );
    await expectInvalid(
      reply(other.api, conversationId, { text: 'x', lastSeenMessageId: ids['messages'] }),
      'body.lastSeenMessageId',
    );
    await expectInvalid(
      reply(other.api, conversationId, { attachmentIds: [ids['attachments']] }),
      'body.attachmentIds.0',
    );
    await expectInvalid(
      note(other.api, conversationId, { text: '', attachmentIds: [ids['attachments']] }),
      'body.attachmentIds.0',
    );
    await expectInvalid(
      other.api.request(
        'GET',
        `/api/conversations/${conversationId}/messages?before=${ids['messages']}`,
      ),
      'query.before',
    );
    await expectInvalid(
      other.api.request('POST', '/api/counselors', {
        email: 'x@example.org',
        displayName: 'x',
        password,
        officeId: office.id,
      }),
      'body.officeId',
    );
    await expectInvalid(
      other.api.request('POST', '/api/channels', {
        kind: 'simulator',
        name: 'x',
        officeId: office.id,
      }),
      'body.officeId',
    );
    for (const [field, id] of [
      ['channelId', channel.id],
      ['officeId', office.id],
      ['assignee', ids['counselors']],
    ] as const) {
      await expectInvalid(
        other.api.request('POST', '/api/views', { name: 'x', filters: { [field]: id } }),
        `body.filters.${field}`,
      );
    }
    await expectInvalid(
      other.api.request('PATCH', `/api/channels/${theirs.id}`, { officeId: office.id }),
      'body.officeId',
    );
  });

  it('a second organization is made by an operator; its administrator signs in and runs it', async () => {
    const me = await other.api.ok('GET', '/api/me');
    expect(me).toMatchObject({
      organization: { id: other.id, name: 'Beratung Süd' },
      counselor: { roles: ['organization_admin'] },
    });
    expect(JSON.stringify(me)).not.toContain('organization.create');
    const again = { name: 'Dritte', admin: { email: 'third@example.org', password } };
    expect((await other.api.request('POST', '/api/organizations', again)).status).toBe(403);
    const created = await app.api.request('POST', '/api/organizations', again);
    expect(created).toMatchObject({ status: 201, body: { name: 'Dritte' } });
    expect(Object.keys(created.body).toSorted()).toEqual(['createdAt', 'id', 'name']);
    expect(await app.api.request('POST', '/api/organizations', again)).toMatchObject({
      status: 409,
      body: { code: 'conflict' },
    });
    const { rows } = await app.context.database.servicePool.query(
      "select from organization where name = 'Dritte'",
    );
    expect(rows.length).toBe(1);
    expect(
      (
        await other.api.request('POST', '/api/counselors', {
          email: 'third@example.org',
          displayName: 'x',
          password,
        })
      ).status,
    ).toBe(409);
  });

  it('the same account at a provider can be in one organization only', async () => {
    const credentials = {
      phoneNumberId: '4711',
      accessToken: 'token',
      appSecret: 'secret',
      verifyToken: 'word',
    };
    const create = (api: Tenant['api']) =>
      api.request('POST', '/api/channels', {
        kind: 'whatsapp-cloud',
        name: 'WhatsApp',
        credentials,
      });
    const [first, second] = [await create(app.api), await create(other.api)];
    expect([first.status, second.status]).toEqual([201, 409]);
    expect(JSON.stringify(second.body)).not.toContain(String(first.body['id']));
  });
});
