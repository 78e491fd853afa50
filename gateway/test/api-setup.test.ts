import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFirstAdministrator, setupToken } from '../counselors/setup-routes.ts';
import type { Running } from '../start.ts';
import { createApiClient, signIn } from './api-client.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { admin, freePort, startOn } from './test-app.ts';

describe('the first start', () => {
  let database: TestDatabase;
  let dataDir: string;
  let running: Running;
  let url: string;

  const startWith = async (extra: Record<string, string> = {}) => {
    const port = String(await freePort());
    url = `http://127.0.0.1:${port}`;
    const environment = {
      PORT: port,
      INTERNAL_PORT: '0',
      DATA_DIR: dataDir,
      PUBLIC_URL: url,
      ...extra,
    };
    running = await startOn(database, environment, []);
  };
  const setUp = (changes: Record<string, unknown> = {}) =>
    createApiClient(url).request('POST', '/api/setup', {
      token: setupToken(running.context.keyring),
      organizationName: 'Beratung Nord',
      displayName: 'Erste Person',
      ...admin,
      ...changes,
    });
  const count = async (table: string) => {
    const { rows } = await running.context.database.servicePool.query(
      `select count(*)::int as n from ${table}`,
    );
    return (rows[0] as { n: number }).n;
  };
  const isOpen = async () =>
    (await createApiClient(url).ok<{ isOpen: boolean }>('GET', '/api/setup')).isOpen;

  beforeEach(async () => {
    database = await createTestDatabase();
    dataDir = await mkdtemp(join(tmpdir(), 'lotse-setup-'));
  });
  afterEach(async () => {
    await running.stop();
    await database.drop();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('the printed link creates organization and administrator once, and signs them in', async () => {
    await startWith();
    expect(await isOpen()).toBe(true);

    for (const token of ['', 'wrong', `${setupToken(running.context.keyring)}x`]) {
      expect(await setUp({ token })).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    }
    expect(await setUp({ password: 'short' })).toMatchObject({
      status: 422,
      body: { code: 'validation_failed', issues: [{ path: 'body.password' }] },
    });
    expect(await isOpen()).toBe(true);
    expect(await count('organization')).toBe(0);

    const first = await setUp();
    expect(first).toMatchObject({
      status: 201,
      body: {
        counselor: { email: admin.email, roles: ['organization_admin', 'platform_operator'] },
      },
    });
    const cookie = first.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const me = await createApiClient(url, cookie).ok<{ organization: { name: string } }>(
      'GET',
      '/api/me',
    );
    expect(me.organization.name).toBe('Beratung Nord');

    expect(await isOpen()).toBe(false);
    expect(await setUp({ email: 'second@example.org' })).toMatchObject({
      status: 409,
      body: { code: 'conflict' },
    });
    expect(await count('organization')).toBe(1);
  });

  it('eight set-ups at the same moment create one organization', async () => {
    await startWith();
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) => setUp({ email: `person${index}@example.org` })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, ...Array(7).fill(409)]);
    expect([await count('organization'), await count('counselor'), await count('session')]).toEqual(
      [1, 1, 1],
    );
  });

  it('ADMIN_EMAIL and ADMIN_PASSWORD create the administrator, only while there is no counselor', async () => {
    await startWith({ ADMIN_EMAIL: 'Admin@Example.org', ADMIN_PASSWORD: admin.password });
    expect(
      await Promise.all([1, 2, 3].map(() => createFirstAdministrator(running.context))),
    ).toContain(true);
    expect([await count('organization'), await count('counselor')]).toEqual([1, 1]);
    expect(await isOpen()).toBe(false);
    const api = await signIn(url, 'admin@example.org', admin.password);
    expect(await api.ok('GET', '/api/me')).toMatchObject({
      permissions: expect.arrayContaining(['channel.manage', 'organization.create']),
    });

    await running.stop();
    await startWith({ ADMIN_EMAIL: 'other@example.org', ADMIN_PASSWORD: 'a different password' });
    expect(await createFirstAdministrator(running.context)).toBe(false);
    expect(await count('counselor')).toBe(1);
    expect(
      (
        await createApiClient(url).request('POST', '/api/session', {
          ...admin,
          email: 'other@example.org',
        })
      ).status,
    ).toBe(401);
  });

  it('over https the cookie is bound to the host, also behind a proxy that nobody told us about', async () => {
    await startWith({ PUBLIC_URL: 'https://lotse.example.org' });
    const first = await setUp();
    expect(first.status).toBe(201);
    const answer = await createApiClient(url).request('POST', '/api/session', admin);
    expect(answer.status).toBe(200);
    const [cookie = ''] = answer.headers.getSetCookie();
    expect(cookie).toMatch(
      /^__Host-lotse=[\w-]{43}; path=\/; expires=[^;]+; samesite=lax; secure; httponly$/i,
    );
    const headers = { cookie: cookie.split(';')[0] ?? '' };
    expect((await fetch(`${url}/api/me`, { headers })).status).toBe(200);
    expect(
      (await fetch(`${url}/api/me`, { headers: { cookie: headers.cookie.replace('__Host-', '') } }))
        .status,
    ).toBe(401);
    const ours = { ...headers, origin: 'https://lotse.example.org' };
    expect(
      (
        await fetch(`${url}/api/session`, {
          method: 'DELETE',
          headers: { ...headers, origin: 'https://example.org' },
        })
      ).status,
    ).toBe(403);
    expect((await fetch(`${url}/api/session`, { method: 'DELETE', headers: ours })).status).toBe(
      204,
    );
  });
});
