import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problem } from '../contract/problem.ts';
import { asOwner } from './as-owner.ts';
import { startTestApp, type TestApp } from './test-app.ts';

describe('the API as HTTP', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
  });
  afterAll(() => app?.stop());

  const call = (
    method: string,
    path: string,
    init: RequestInit & { headers?: Record<string, string> } = {},
  ) =>
    fetch(app.url + path, {
      ...init,
      method,
      headers: { cookie: app.api.cookie, ...init.headers },
    });
  const json = { 'content-type': 'application/json' };

  async function expectProblem(answer: Response, status: number, code: string) {
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    const body: unknown = await answer.json();
    expect(problem.strict().parse(body)).toMatchObject({
      type: `urn:lotse:problem:${code}`,
      status,
      code,
    });
    expect(answer.status).toBe(status);
    expect(JSON.stringify(body)).not.toMatch(/\bat .*\.ts|node_modules|select |insert /i);
    return body as { issues?: { path: string; message: string }[] };
  }

  it('an address that is not there is 404, and 401 for whoever is not signed in', async () => {
    for (const path of ['/api/nothing', '/api/conversations/x/y/z', '/api/%E0%A4%A', '/api/me/x']) {
      await expectProblem(await call('GET', path), 404, 'not_found');
    }
    await expectProblem(await call('POST', '/nothing'), 404, 'not_found');
    await expectProblem(await fetch(`${app.url}/api/nothing`), 401, 'unauthenticated');
    await expectProblem(await fetch(`${app.url}/files/nothing`), 404, 'not_found');
  });

  it('a method that an address does not take is 405 and says which it takes', async () => {
    const answer = await call('PUT', '/api/conversations');
    expect(answer.headers.get('allow')).toBe('HEAD, GET');
    await expectProblem(answer, 405, 'method_not_allowed');
    await expectProblem(await call('DELETE', '/api/me'), 405, 'method_not_allowed');
    await expectProblem(await call('PROPFIND', '/api/me'), 405, 'method_not_allowed');
  });

  it('HEAD is GET without the body; OPTIONS names the methods and allows no foreign page', async () => {
    const head = await call('HEAD', '/api/me');
    expect([head.status, await head.text()]).toEqual([200, '']);
    const events = await call('HEAD', '/api/events');
    expect([events.status, events.headers.get('content-type')]).toEqual([
      200,
      expect.stringContaining('text/event-stream'),
    ]);
    const options = await call('OPTIONS', '/api/conversations', {
      headers: { origin: 'https://evil.example' },
    });
    expect(options.status).toBe(200);
    expect(options.headers.get('allow')).toBe('HEAD, GET');
    expect(
      [...options.headers.keys()].filter((name) => name.startsWith('access-control-')),
    ).toEqual([]);
  });

  it('a body that is not JSON is 400, another type 415, too much 413', async () => {
    const post = (body: BodyInit, headers: Record<string, string> = json) =>
      call('POST', '/api/offices', { body, headers });
    for (const body of ['{', '{"name":', '"text"', '[1', '\u0000', '{"name":"a"}}']) {
      await expectProblem(await post(body), 400, 'malformed_request');
    }
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/xml',
      'application/jsonx',
      '',
    ]) {
      await expectProblem(
        await post(
          new TextEncoder().encode('{"name":"Büro"}'),
          type ? { 'content-type': type } : {},
        ),
        415,
        'unsupported_media_type',
      );
    }
    await expectProblem(
      await post('{"name":"x"}', { ...json, 'content-encoding': 'snappy' }),
      415,
      'unsupported_media_type',
    );
    const big = JSON.stringify({ name: 'x'.repeat(2 * 1024 * 1024) });
    await expectProblem(await post(big), 413, 'payload_too_large');
    await expectProblem(
      await call('POST', '/api/session', { body: big, headers: json }),
      413,
      'payload_too_large',
    );
    expect((await call('GET', '/api/me')).status).toBe(200);
  });

  it('what does not fit the schema is 422 and says where', async () => {
    const post = async (path: string, body: unknown) =>
      expectProblem(
        await call('POST', path, { body: JSON.stringify(body), headers: json }),
        422,
        'validation_failed',
      );
    const paths = ({ issues = [] }: { issues?: { path: string }[] }) =>
      issues.map(({ path }) => path).toSorted();

    expect(
      paths(
        await post('/api/counselors', {
          email: 'no',
          password: 'short',
          roles: ['platform_operator'],
        }),
      ),
    ).toEqual(['body.displayName', 'body.email', 'body.password', 'body.roles.0']);
    expect(paths(await post('/api/counselors', {}))).toEqual([
      'body.displayName',
      'body.email',
      'body.password',
    ]);
    expect(paths(await post('/api/offices', []))).toEqual(['body']);
    expect(paths(await post('/api/offices', { name: ' ' }))).toEqual(['body.name']);
    expect(paths(await post('/api/offices', { name: 'a\0b' }))).toEqual(['body.name']);
    expect(paths(await post('/api/offices', { name: 'x'.repeat(121) }))).toEqual(['body.name']);
    expect(
      paths(await post('/api/organizations', { name: 'x', admin: { email: 'a@b.example' } })),
    ).toEqual(['body.admin.password']);
    await expectProblem(await call('POST', '/api/offices'), 422, 'validation_failed');

    for (const query of [
      'limit=0',
      'limit=101',
      'limit=x',
      'limit=1&limit=2',
      'status=nope',
      'assignee=x',
      'cursor=x',
      'language=%00',
      'q=%20',
      'channelId=1',
    ]) {
      const name = query.split('=')[0];
      const body = await expectProblem(
        await call('GET', `/api/conversations?${query}`),
        422,
        'validation_failed',
      );
      expect(body.issues).toMatchObject([{ path: `query.${name}` }]);
    }
  });

  it('nothing that can be sent is a failure of ours', async () => {
    const before = app.log.filter((line) => line.includes('"level":"error"')).length;
    const texts = [
      '\ud800',
      '\u0000',
      '\u202e',
      '🏳️‍🌈'.repeat(30),
      '{}',
      "'; drop table message; --",
      ' ',
    ];
    for (const text of texts) {
      const body = JSON.stringify({
        name: text,
        email: text,
        password: text,
        token: text,
        kind: text,
        credentials: { [text]: text },
      });
      for (const path of [
        '/api/setup',
        '/api/session',
        '/api/offices',
        '/api/tokens',
        '/api/channels',
        '/api/counselors',
        '/api/organizations',
      ]) {
        const answer = await call('POST', path, { body, headers: json });
        expect(answer.status, `${path} ${JSON.stringify(text)}`).toBeLessThan(500);
      }
      const query = encodeURIComponent(text.toWellFormed());
      for (const path of [
        `/api/conversations?cursor=${query}`,
        `/api/conversations?language=${query}`,
        `/api/events/${query}`,
        `/files/${query}`,
        `/api/attachments/${query}`,
        `/api/conversations/${query}`,
      ]) {
        expect((await call('GET', path)).status, path).toBeLessThan(500);
      }
    }
    await app.context.database.servicePool.query('delete from login_failure');
    expect(app.log.filter((line) => line.includes('"level":"error"')).length).toBe(before);
  });

  it('a failure of ours is 500 without detail, logged once and without content', async () => {
    await asOwner(app.database, (client) =>
      client.query('alter table office rename to office_gone'),
    );
    const from = app.log.length;
    try {
      await expectProblem(
        await call('POST', '/api/offices', { body: '{"name":"Kanarienvogel"}', headers: json }),
        500,
        'internal_error',
      );
    } finally {
      await asOwner(app.database, (client) =>
        client.query('alter table office_gone rename to office'),
      );
    }
    const logged = app.log.slice(from);
    expect(logged.filter((line) => line.includes('request failed')).length).toBe(1);
    expect(logged.join('\n')).not.toContain('Kanarienvogel');
  });

  it('every answer carries the headers that keep foreign pages out', async () => {
    for (const path of ['/api/me', '/api/nothing', '/healthz']) {
      const { headers } = await call('GET', path);
      expect(headers.get('content-security-policy')).toContain("default-src 'self'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-powered-by')).toBe(null);
    }
  });

  it('a request that stops in the middle of its body leaves the server answering', async () => {
    await new Promise<void>((resolve) => {
      const request = httpRequest(`${app.url}/api/offices`, {
        method: 'POST',
        headers: { ...json, cookie: app.api.cookie, 'content-length': '1000' },
      });
      request.on('error', () => resolve());
      request.write('{"name":', () => request.destroy());
    });
    expect((await call('GET', '/api/me')).status).toBe(200);
  });

  it('/healthz and /readyz are open to everybody', async () => {
    expect(await (await fetch(`${app.url}/healthz`)).json()).toEqual({ status: 'ok' });
    expect(await (await fetch(`${app.url}/readyz`)).json()).toEqual({
      status: 'ready',
      database: 'ok',
      queue: 'ok',
    });
  });
});
