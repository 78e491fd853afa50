import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiRoutes } from '../app.ts';
import { endpoints } from '../contract/api.ts';
import type { EndpointSpec } from '../contract/endpoint.ts';
import type { Role } from '../contract/permissions.ts';
import { createApiClient, type ApiClient } from './api-client.ts';
import { addMember } from './tenants.ts';
import { startTestApp, type TestApp } from './test-app.ts';

/** Who may call what: everybody, signed in, counselor, organization administrator, platform operator. A lead counsels, too. */
const table: Record<string, string> = {
  'GET /api/setup': 'everybody',
  'POST /api/setup': 'everybody',
  'POST /api/session': 'everybody',
  'DELETE /api/session': 'counselor editor administrator operator',
  'POST /api/session/lock': 'counselor editor administrator operator',
  'POST /api/session/unlock': 'counselor editor administrator operator',
  'PUT /api/session/attention': 'counselor editor administrator operator',
  'GET /api/notification-settings': 'counselor administrator',
  'PUT /api/notification-settings': 'counselor administrator',
  'GET /api/push-key': 'counselor administrator',
  'GET /api/push-subscriptions': 'counselor administrator',
  'POST /api/push-subscriptions': 'counselor administrator',
  'DELETE /api/push-subscriptions/:id': 'counselor administrator',
  'GET /api/me': 'counselor editor administrator operator',
  'POST /api/organizations': 'operator',
  'GET /api/counselors': 'counselor administrator',
  'POST /api/counselors': 'administrator',
  'PATCH /api/counselors/:id': 'administrator',
  'GET /api/counselor-profiles': 'counselor administrator',
  'GET /api/counselors/:id/profile': 'counselor administrator',
  'PUT /api/counselors/:id/profile': 'counselor administrator',
  'POST /api/counselors/:id/absences': 'counselor administrator',
  'DELETE /api/absences/:id': 'counselor administrator',
  'POST /api/conversations/:id/decline': 'counselor administrator',
  'POST /api/conversations/:id/interpreter': 'counselor administrator',
  'GET /api/offices': 'counselor administrator',
  'POST /api/offices': 'administrator',
  'POST /api/offices/import': 'administrator',
  'GET /api/offices/:id': 'counselor administrator',
  'PATCH /api/offices/:id': 'lead administrator',
  'DELETE /api/offices/:id': 'administrator',
  'GET /api/tokens': 'counselor administrator',
  'POST /api/tokens': 'counselor administrator',
  'DELETE /api/tokens/:id': 'counselor administrator',
  'GET /api/conversations': 'counselor administrator',
  'GET /api/conversation-counts': 'counselor administrator',
  'GET /api/conversations/:id': 'counselor administrator',
  'POST /api/conversations/:id/assign': 'counselor administrator',
  'POST /api/conversations/:id/close': 'counselor administrator',
  'POST /api/conversations/:id/reopen': 'counselor administrator',
  'POST /api/conversations/:id/read': 'counselor administrator',
  'POST /api/conversations/:id/snooze': 'counselor administrator',
  'POST /api/conversations/:id/topic': 'counselor administrator',
  'GET /api/conversations/:id/assistant': 'counselor administrator',
  'POST /api/conversations/:id/alerts/acknowledge': 'counselor administrator',
  'POST /api/conversations/:id/labels': 'counselor administrator',
  'POST /api/conversations/:id/hand-over': 'counselor administrator',
  'POST /api/conversations/bulk': 'counselor administrator',
  'GET /api/counselor-loads': 'counselor administrator',
  'GET /api/conversations/:id/draft': 'counselor administrator',
  'PUT /api/conversations/:id/draft': 'counselor administrator',
  'GET /api/conversations/:id/activities': 'counselor administrator',
  'GET /api/conversations/:id/messages': 'counselor administrator',
  'POST /api/conversations/:id/messages': 'counselor administrator',
  'POST /api/conversations/:id/notes': 'counselor administrator',
  'POST /api/conversations/:id/typing': 'counselor administrator',
  'POST /api/presence': 'counselor administrator',
  'GET /api/search': 'counselor administrator',
  'GET /api/messages/:id': 'counselor administrator',
  'GET /api/messages/:id/versions': 'counselor administrator',
  'POST /api/messages/:id/reactions': 'counselor administrator',
  'POST /api/messages/:id/language': 'counselor administrator',
  'POST /api/messages/:id/retry': 'counselor administrator',
  'POST /api/messages/:id/cancel': 'counselor administrator',
  'GET /api/messages/:id/exchanges': 'administrator',
  'POST /api/attachments': 'counselor administrator',
  'GET /api/attachments/:id': 'counselor administrator',
  'GET /api/contacts/:id': 'counselor administrator',
  'PATCH /api/contacts/:id': 'counselor administrator',
  'POST /api/contacts/:id/merge': 'counselor administrator',
  'POST /api/contacts/:id/unmerge': 'counselor administrator',
  'GET /api/channels': 'counselor administrator',
  'POST /api/channels': 'administrator',
  'GET /api/channels/:id': 'counselor administrator',
  'PATCH /api/channels/:id': 'administrator',
  'POST /api/channels/:id/verify': 'administrator',
  'DELETE /api/channels/:id': 'administrator',
  'GET /api/channels/:id/health': 'administrator',
  'GET /api/channels/:id/log': 'administrator',
  'GET /api/channels/:id/pairing': 'administrator',
  'POST /api/channels/:id/pair': 'administrator',
  'POST /api/channels/:id/unpair': 'administrator',
  'GET /api/channels/:id/templates': 'counselor administrator',
  'POST /api/channels/:id/templates/sync': 'administrator',
  'GET /api/drafts': 'counselor administrator',
  'GET /api/saved-replies': 'counselor administrator',
  'POST /api/saved-replies': 'counselor administrator',
  'PATCH /api/saved-replies/:id': 'counselor administrator',
  'DELETE /api/saved-replies/:id': 'counselor administrator',
  'GET /api/channel-kinds': 'counselor administrator',
  'GET /api/faqs': 'editor counselor administrator',
  'POST /api/faqs': 'editor administrator',
  'POST /api/faqs/match': 'editor counselor administrator',
  'POST /api/faqs/starter': 'editor administrator',
  'GET /api/rules': 'counselor administrator',
  'POST /api/rules': 'administrator',
  'POST /api/rules/:id/approve': 'administrator',
  'POST /api/rules/simulate': 'counselor administrator',
  'POST /api/rules/starter': 'administrator',
  'GET /api/faqs/:id': 'editor counselor administrator',
  'PATCH /api/faqs/:id': 'editor administrator',
  'GET /api/faqs/:id/preview': 'editor counselor administrator',
  'GET /api/faqs/:id/versions': 'editor counselor administrator',
  'GET /api/faqs/:id/sends': 'editor counselor administrator',
  'GET /api/faqs/:id/corrections': 'editor counselor administrator',
  'POST /api/faqs/:id/corrections': 'editor administrator',
  'POST /api/faqs/:id/review': 'editor administrator',
  'GET /api/faq-counts': 'editor counselor administrator',
  'GET /api/faq-sources': 'editor counselor administrator',
  'POST /api/faq-freezes': 'editor administrator',
  'DELETE /api/faq-freezes/:id': 'editor administrator',
  'GET /api/faq-questions': 'editor administrator',
  'DELETE /api/faq-questions/:id': 'editor administrator',
  'GET /api/labels': 'counselor administrator',
  'POST /api/labels': 'lead administrator',
  'PATCH /api/labels/:id': 'lead administrator',
  'GET /api/views': 'counselor administrator',
  'POST /api/views': 'counselor administrator',
  'PATCH /api/views/:id': 'counselor administrator',
  'DELETE /api/views/:id': 'counselor administrator',
  'POST /api/views/:id/restore': 'counselor administrator',
  'PUT /api/view-order': 'counselor administrator',
  'POST /api/simulator/:channelId/messages': 'counselor administrator',
  'POST /api/simulator/:channelId/read': 'counselor administrator',
  'GET /api/simulator/:channelId/messages': 'counselor administrator',
  'GET /api/events': 'counselor administrator',
  'GET /api/openapi.json': 'everybody',
};
/** Served beside the endpoints, because they answer no JSON resource. */
const besides = ['GET /api/attachments/:id', 'GET /api/events', 'GET /api/openapi.json'];

/** Without any role, too. */
const openToSignedIn = ['GET /api/me', 'POST /api/session/unlock', 'PUT /api/session/attention'];

const nameOf = ({ method, path }: Pick<EndpointSpec, 'method' | 'path'>) => `${method} ${path}`;
const splitName = (name: string) => {
  const [method = '', path = ''] = name.split(' ');
  return { method, path: path.replaceAll(/:\w+/g, () => randomUUID()) };
};

describe('who may call what', () => {
  let app: TestApp;
  const people = new Map<string, ApiClient>();

  beforeAll(async () => {
    app = await startTestApp();
    const roles: [string, Role[]][] = [
      ['counselor', ['counselor']],
      ['counselor lead', ['office_lead']],
      ['editor', ['faq_editor']],
      ['administrator', ['organization_admin']],
      ['operator', ['platform_operator']],
      ['administrator operator', ['organization_admin', 'platform_operator']],
      ['nobody', []],
    ];
    for (const [name, held] of roles) {
      people.set(name, (await addMember(app, name.replace(' ', '-'), held)).api);
    }
  });
  afterAll(() => app?.stop());

  it('every endpoint has one handler, every handler an endpoint, and the table above names them all', () => {
    const served = apiRoutes(app.context).map(({ endpoint }) => nameOf(endpoint));
    expect(new Set(served).size).toBe(served.length);
    expect(served.toSorted()).toEqual(endpoints.map(nameOf).toSorted());
    expect(Object.keys(table).toSorted()).toEqual([...served, ...besides].toSorted());
  });

  it('without a session only set-up, signing in and the description are open', async () => {
    const stranger = createApiClient(app.url);
    const forged = createApiClient(app.url, 'lotse=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa');
    for (const [name, who] of Object.entries(table)) {
      const { method, path } = splitName(name);
      for (const client of [stranger, forged]) {
        const { status } = await client.request(method, path, method === 'GET' ? undefined : {});
        expect(status === 401, `${name} answered ${status}`).toBe(who !== 'everybody');
      }
    }
  });

  it.each([
    'counselor',
    'counselor lead',
    'editor',
    'administrator',
    'operator',
    'administrator operator',
    'nobody',
  ])('the role %s may do what the table says and nothing else', async (roles) => {
    const client = people.get(roles) ?? createApiClient('');
    // A stream has no end; signing out and locking would end the test.
    const isAsked = (name: string) =>
      name !== 'DELETE /api/session' &&
      name !== 'POST /api/session/lock' &&
      (name !== 'GET /api/events' || ['operator', 'editor', 'nobody'].includes(roles));
    for (const [name, who] of Object.entries(table).filter(([name]) => isAsked(name))) {
      const isOpenToAll = who === 'everybody' || openToSignedIn.includes(name);
      const mayCall = isOpenToAll || roles.split(' ').some((role) => who.split(' ').includes(role));
      const { method, path } = splitName(name);
      const { status, body } = await client.request(
        method,
        path,
        method === 'GET' ? undefined : { nothing: 'fits' },
      );
      const isRefused = status === 403 && body['code'] === 'forbidden';
      expect(isRefused, `${roles}: ${name} answered ${status}`).toBe(!mayCall);
      // The set-up refuses a wrong token, signing in a wrong password; nothing else may say 401 here.
      expect(status === 401 && who !== 'everybody', `${roles}: ${name}`).toBe(false);
    }
  });

  it('who may be an administrator is nobody’s to choose but an administrator’s; an operator nobody makes', async () => {
    const member = { displayName: 'Neu', password: 'a long enough password' };
    const create = (client: string, roles: string[]) =>
      people.get(client)?.request('POST', '/api/counselors', {
        ...member,
        roles,
        email: `${randomUUID()}@example.org`,
      });
    expect((await create('counselor', ['counselor']))?.status).toBe(403);
    expect((await create('administrator', ['platform_operator']))?.status).toBe(422);
    expect((await create('administrator', []))?.status).toBe(422);
    const made = await create('administrator', ['organization_admin', 'counselor']);
    expect(made).toMatchObject({
      status: 201,
      body: { roles: ['organization_admin', 'counselor'] },
    });
    const patched = await people
      .get('administrator')
      ?.request('PATCH', `/api/counselors/${String(made?.body['id'])}`, {
        roles: ['platform_operator'],
      });
    expect(patched?.status).toBe(422);
  });
});
