import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createApiClient, signIn, type ApiClient } from './api-client.ts';
import { addMember, password } from './tenants.ts';
import { admin, startTestApp, type TestApp } from './test-app.ts';

describe('signing in', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
  });
  afterAll(() => app?.stop());
  beforeEach(async () => void (await sql('delete from login_failure')));

  const sql = async (text: string, values: unknown[] = []) =>
    (await app.context.database.servicePool.query(text, values)).rows as Record<string, unknown>[];
  const logIn = (body: unknown, headers: Record<string, string> = {}) =>
    fetch(`${app.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  const me = (headers: Record<string, string>) => fetch(`${app.url}/api/me`, { headers });

  it('answers the counselor and a cookie that scripts and foreign pages do not get', async () => {
    const answer = await logIn({ ...admin, email: ` ${admin.email.toUpperCase()} ` });
    expect(answer.status).toBe(200);
    const body = (await answer.json()) as { counselor: Record<string, unknown> };
    expect(body.counselor).toMatchObject({ email: admin.email, isActive: true });
    expect(JSON.stringify(body)).not.toMatch(/argon2|hash/i);
    const [cookie = '', ...others] = answer.headers.getSetCookie();
    expect(others).toEqual([]);
    expect(cookie).toMatch(/^lotse=[\w-]{43}; path=\/; expires=[^;]+; samesite=lax; httponly$/i);
  });

  it('a wrong password, an unknown account and a deactivated one look the same', async () => {
    const gone = await addMember(app, 'gone');
    await app.api.ok('PATCH', `/api/counselors/${gone.id}`, { isActive: false });
    const wrong = await logIn({ ...admin, password: 'not the password' });
    const answers = [
      wrong,
      await logIn({ email: 'nobody@example.org', password: 'not the password' }),
      await logIn({ email: gone.email, password }),
      await logIn({ email: `${admin.email}\0`, password: admin.password }).then(async (answer) => {
        expect(answer.status).toBe(422);
        return wrong;
      }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
    expect(answers.map(({ headers }) => headers.getSetCookie().length)).toEqual([0, 0, 0, 0]);
    const texts = await Promise.all(answers.slice(0, 3).map((answer) => answer.text()));
    expect(new Set(texts).size).toBe(1);
    expect((await gone.api.request('GET', '/api/me')).status).toBe(401);
  });

  it('an unknown account costs the time of a password check, too', async () => {
    const fastest = async (email: string) => {
      const times: number[] = [];
      for (let turn = 0; turn < 4; turn += 1) {
        const startedAt = performance.now();
        expect((await logIn({ email, password: 'not the password' })).status).toBe(401);
        times.push(performance.now() - startedAt);
      }
      return Math.min(...times);
    };
    const known = await fastest(admin.email);
    expect(await fastest('nobody@example.org')).toBeGreaterThan(known * 0.4);
  });

  it('the database holds hashes of tokens, never a token', async () => {
    const api = await signIn(app.url, admin.email, admin.password);
    const token = api.cookie.split('=')[1] ?? '';
    const { token: apiToken } = await api.ok<{ token: string }>('POST', '/api/tokens', {
      name: 'Statistik',
    });
    for (const [table, value] of [
      ['session', token],
      ['api_token', apiToken],
    ] as const) {
      const rows = await sql(
        `select encode(token_hash, 'hex') as hash, to_jsonb(${table})::text as row from ${table}`,
      );
      expect(rows.map((row) => row['hash'])).toContain(
        createHash('sha256').update(value).digest('hex'),
      );
      expect(JSON.stringify(rows)).not.toContain(value);
    }
    expect(app.log.join('\n')).not.toContain(token);
    expect(app.log.join('\n')).not.toContain(apiToken);
  });

  it('ends by signing out, by expiry, with the password, and by deactivation', async () => {
    const person = await addMember(app, 'leaving');
    const again = () => signIn(app.url, person.email, password);
    const status = async (api: ApiClient) => (await api.request('GET', '/api/me')).status;

    const [first, second] = [await again(), await again()];
    expect([await status(first), await status(second)]).toEqual([200, 200]);
    const out = await first.request('DELETE', '/api/session');
    expect(out.status).toBe(204);
    expect(out.headers.getSetCookie()[0]).toMatch(/^lotse=; path=\/; expires=Thu, 01 Jan 1970/i);
    expect([await status(first), await status(second)]).toEqual([401, 200]);

    await sql(
      `update session set expires_at = now() - interval '1 second' where counselor_id = $1`,
      [person.id],
    );
    expect(await status(second)).toBe(401);

    const third = await again();
    await app.api.ok('PATCH', `/api/counselors/${person.id}`, { password: 'yet another password' });
    expect(await status(third)).toBe(401);

    const fourth = await signIn(app.url, person.email, 'yet another password');
    const { token } = await fourth.ok<{ token: string }>('POST', '/api/tokens', { name: 'mine' });
    await app.api.ok('PATCH', `/api/counselors/${person.id}`, { isActive: false });
    expect(await status(fourth)).toBe(401);
    expect((await me({ authorization: `Bearer ${token}` })).status).toBe(401);
  });

  it('a session in use is kept and its cookie renewed', async () => {
    const api = await signIn(app.url, admin.email, admin.password);
    const hash = createHash('sha256')
      .update(api.cookie.split('=')[1] ?? '')
      .digest();
    await sql(
      `update session set last_seen_at = now() - interval '6 minutes', expires_at = now() + interval '1 hour'
      where token_hash = $1`,
      [hash],
    );
    const answer = await api.request('GET', '/api/me');
    expect(answer.status).toBe(200);
    expect(answer.headers.getSetCookie()[0]).toContain(`${api.cookie};`);
    const [row] = await sql(
      `select expires_at > now() + interval '13 days' as kept from session where token_hash = $1`,
      [hash],
    );
    expect(row?.['kept']).toBe(true);
  });

  it('a write from a foreign page is forbidden, signed in or signing in', async () => {
    const { cookie } = app.api;
    const write = (headers: Record<string, string>) =>
      fetch(`${app.url}/api/offices`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ name: 'Büro' }),
      });
    const foreign: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
    ];
    for (const headers of foreign) {
      const answer = await write({ cookie, ...headers });
      expect([answer.status, await answer.json()]).toMatchObject([403, { code: 'forbidden' }]);
      expect((await logIn(admin, headers)).status).toBe(403);
    }
    expect(
      (
        await fetch(`${app.url}/api/session`, {
          method: 'DELETE',
          headers: { cookie, origin: 'https://evil.example' },
        })
      ).status,
    ).toBe(403);
    expect((await me({ cookie, origin: 'https://evil.example' })).status).toBe(200);
    expect((await write({ cookie, origin: app.url, 'sec-fetch-site': 'same-origin' })).status).toBe(
      201,
    );
    const { token } = await app.api.ok<{ token: string }>('POST', '/api/tokens', {
      name: 'program',
    });
    expect(
      (await write({ authorization: `Bearer ${token}`, origin: 'https://program.example' })).status,
    ).toBe(201);
  });

  it('an API token is shown once and acts as its owner until it is revoked', async () => {
    const person = await addMember(app, 'programmer');
    const created = await person.api.request<{ id: string; token: string }>('POST', '/api/tokens', {
      name: 'Skript',
    });
    expect(created.status).toBe(201);
    const { id, token } = created.body;
    expect(token).toMatch(/^[\w-]{43}$/);
    const list = await person.api.request<{ items: Record<string, unknown>[] }>(
      'GET',
      '/api/tokens',
    );
    expect(list.body.items).toEqual([
      { id, name: 'Skript', createdAt: expect.any(String), lastUsedAt: null },
    ]);

    const call = (method: string, path: string, body?: unknown, scheme = 'Bearer') =>
      fetch(app.url + path, {
        method,
        headers: {
          authorization: `${scheme} ${token}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    const answer = await call('GET', '/api/me');
    expect(await answer.json()).toMatchObject({ counselor: { id: person.id } });
    expect((await call('GET', '/api/me', undefined, 'bearer')).status).toBe(200);
    expect((await call('POST', '/api/offices', { name: 'x' })).status).toBe(403);
    const used = await person.api.ok<{ items: Record<string, unknown>[] }>('GET', '/api/tokens');
    expect(used.items[0]?.['lastUsedAt']).toEqual(expect.any(String));
    // Of somebody else it is not there.
    expect((await app.api.request('DELETE', `/api/tokens/${id}`)).status).toBe(404);
    expect(
      (await app.api.ok<{ items: { id: string }[] }>('GET', '/api/tokens')).items.map(
        (one) => one.id,
      ),
    ).not.toContain(id);

    await sql('update counselor set roles = $1 where id = $2', [['organization_admin'], person.id]);
    expect((await call('POST', '/api/offices', { name: 'Büro' })).status).toBe(201);
    expect((await person.api.request('DELETE', `/api/tokens/${id}`)).status).toBe(204);
    expect((await call('GET', '/api/me')).status).toBe(401);
    expect((await me({ authorization: 'Bearer x', cookie: '' })).status).toBe(401);
    expect((await me({ authorization: `Bearer ${token}`, cookie: app.api.cookie })).status).toBe(
      401,
    );
  });

  it('nobody can take their own access away, nor an administrator that of a platform operator', async () => {
    const { counselor } = await app.api.ok<{ counselor: { id: string } }>('GET', '/api/me');
    for (const body of [{ isActive: false }, { roles: ['counselor'] }]) {
      expect(await app.api.request('PATCH', `/api/counselors/${counselor.id}`, body)).toMatchObject(
        { status: 409 },
      );
    }
    const other = await addMember(app, 'administrator', ['organization_admin']);
    for (const body of [{ isActive: false }, { password: 'taken over by someone' }]) {
      expect(
        await other.api.request('PATCH', `/api/counselors/${counselor.id}`, body),
      ).toMatchObject({ status: 403 });
    }
    await other.api.ok('PATCH', `/api/counselors/${counselor.id}`, { displayName: 'Neuer Name' });
    expect((await createApiClient(app.url, app.api.cookie).request('GET', '/api/me')).status).toBe(
      200,
    );
  });
});
