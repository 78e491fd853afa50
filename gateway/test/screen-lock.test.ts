import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createApiClient, signIn } from './api-client.ts';
import { openEvents } from './event-stream.ts';
import { addSimulator, write } from './phone.ts';
import { addMember, password, type Member } from './tenants.ts';
import { startTestApp, type TestApp } from './test-app.ts';
import { waitFor } from './wait-for.ts';

describe('a locked screen', () => {
  let app: TestApp;
  let olena: Member;
  let conversationId: string;

  beforeAll(async () => {
    app = await startTestApp();
    olena = await addMember(app, 'olena');
    conversationId = await write(app.api, await addSimulator(app.api));
  });
  afterAll(() => app?.stop());
  beforeEach(async () => void (await sql('delete from login_failure')));

  const sql = (text: string) => app.context.database.servicePool.query(text);
  const unlock = (given: string) =>
    olena.api.request('POST', '/api/session/unlock', { password: given });

  it('answers nothing until the password was given, in this session and no other', async () => {
    const phone = await signIn(app.url, olena.email, password);
    const upload = await olena.api.upload(Buffer.from('Zeugnis'), 'zeugnis.txt', 'text/plain');
    await olena.api.ok('POST', '/api/session/lock');
    await olena.api.ok('POST', '/api/session/lock');
    for (const path of [
      '/api/me',
      '/api/conversations',
      `/api/conversations/${conversationId}/messages`,
      `/api/attachments/${upload.id}`,
      '/api/events',
      '/api/nothing',
    ]) {
      const { status, body } = await olena.api.request('GET', path);
      expect([status, body['code'], body['isLocked']], path).toEqual([
        401,
        'unauthenticated',
        true,
      ]);
    }
    const sent = await olena.api.request('POST', `/api/conversations/${conversationId}/messages`, {
      clientMessageId: 'x',
      text: 'x',
    });
    expect(sent.status).toBe(401);
    expect((await phone.request('GET', '/api/me')).status).toBe(200);
    expect((await unlock(password)).status).toBe(204);
    expect((await olena.api.request('GET', '/api/me')).status).toBe(200);
  });

  it('a wrong password leaves it locked; ten of them count with those at the door', async () => {
    await olena.api.ok('POST', '/api/session/lock');
    for (let attempt = 0; attempt < 10; attempt += 1) {
      const { status, body } = await unlock('not the password');
      expect([status, body['isLocked']]).toEqual([401, true]);
    }
    const late = await unlock(password);
    expect(late.status).toBe(429);
    expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(60);
    const door = await createApiClient(app.url).request('POST', '/api/session', {
      email: olena.email,
      password,
    });
    expect(door.status).toBe(429);
    await sql('delete from login_failure');
    expect((await unlock(password)).status).toBe(204);
  });

  it('the event stream of a locked screen ends', async () => {
    const stream = await openEvents(app.url, { cookie: olena.api.cookie });
    await waitFor('the stream to begin', () => stream.lastEventId());
    await olena.api.ok('POST', '/api/session/lock');
    await waitFor('the stream to end', () => stream.isClosed());
    await unlock(password);
  });

  it('signing out works behind it; a token has no screen to lock', async () => {
    const { token } = await olena.api.ok<{ token: string }>('POST', '/api/tokens', { name: 'x' });
    const ask = (method: string, path: string, body?: unknown) =>
      fetch(app.url + path, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    expect((await ask('POST', '/api/session/lock')).status).toBe(409);
    expect((await ask('POST', '/api/session/unlock', { password })).status).toBe(409);
    await olena.api.ok('POST', '/api/session/lock');
    expect((await ask('GET', '/api/me')).status).toBe(200);
    expect((await olena.api.request('DELETE', '/api/session')).status).toBe(204);
    const { status, body } = await olena.api.request('GET', '/api/me');
    expect([status, body['isLocked']]).toEqual([401, undefined]);
    expect((await unlock(password)).status).toBe(401);
  });
});
