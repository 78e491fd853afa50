import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Channel } from '../contract/channel.ts';
import type { Presence, PresenceNews } from '../contract/presence.ts';
import { createApiClient, type ApiClient } from './api-client.ts';
import { openEvents, type EventStream } from './event-stream.ts';
import { addSimulator, threadOf, write } from './phone.ts';
import { addMember, addOrganization, type Member } from './tenants.ts';
import { freePort, startOn, startTestApp, type TestApp } from './test-app.ts';
import type { Running } from '../start.ts';
import { waitFor } from './wait-for.ts';

describe('who is there, over two servers on one database', () => {
  let app: TestApp;
  let second: Running;
  let secondUrl: string;
  let channel: Channel;
  let jonas: Member;
  let conversationId: string;
  const streams: EventStream[] = [];

  beforeAll(async () => {
    app = await startTestApp();
    const port = String(await freePort());
    secondUrl = `http://127.0.0.1:${port}`;
    second = await startOn(
      app.database,
      { ...app.environment, PORT: port, PUBLIC_URL: secondUrl, ROLE: 'web' },
      app.log,
    );
    channel = await addSimulator(app.api);
    jonas = await addMember(app, 'Jonas');
    conversationId = await write(app.api, channel);
  });
  afterAll(async () => {
    streams.forEach((stream) => stream.close());
    await second?.stop();
    await app?.stop();
  });

  const announce = (api: ApiClient, body: Record<string, unknown>) =>
    api.request<{ items: Presence[] }>('POST', '/api/presence', {
      windowId: crypto.randomUUID(),
      conversationId: null,
      ...body,
    });
  const listen = async (url: string, cookie: string) => {
    const stream = await openEvents(url, { cookie });
    streams.push(stream);
    await waitFor('the stream to begin', () => stream.heard.some(({ name }) => name === 'ready'));
    return stream;
  };
  const newsOf = (stream: EventStream) =>
    stream.heard
      .filter(({ name }) => name === 'presence')
      .flatMap(({ event }) => (event as unknown as PresenceNews).changed);

  it('what is said to one server is heard at the other, at once when somebody leaves', async () => {
    const stream = await listen(secondUrl, app.api.cookie);
    const windowId = crypto.randomUUID();
    const looking = { counselorId: jonas.id, isOnline: true };
    const says = (state: string) => announce(jonas.api, { windowId, conversationId, state });
    await says('looking');
    await says('writing_reply');
    await waitFor('him to be seen writing', () =>
      newsOf(stream).some(({ conversations }) => conversations[0]?.state === 'writing_reply'),
    );
    expect(newsOf(stream).at(-1)).toEqual({
      ...looking,
      conversations: [{ id: conversationId, state: 'writing_reply' }],
    });
    const elsewhere = createApiClient(secondUrl, app.api.cookie);
    expect((await announce(elsewhere, {})).body.items).toContainEqual({
      ...looking,
      conversations: [{ id: conversationId, state: 'writing_reply' }],
    });
    await announce(jonas.api, { windowId, isLeaving: true });
    await waitFor('him to be gone', () => newsOf(stream).at(-1)?.isOnline === false);
  });

  it('news about presence have no id, so that a stream resumes where its events ended', async () => {
    const stream = await listen(app.url, app.api.cookie);
    await announce(jonas.api, { conversationId });
    await waitFor('the news', () => newsOf(stream).length > 0);
    expect(stream.heard.filter(({ name }) => name === 'presence').map(({ id }) => id)).toEqual(
      newsOf(stream).map(() => ''),
    );
  });

  it('nothing is stored, and the conversation stays as it is', async () => {
    const before = await app.api.ok('GET', `/api/conversations/${conversationId}`);
    const newest = 'select max(id) from realtime_event';
    const { servicePool } = app.context.database;
    const lastEvent = (await servicePool.query(newest)).rows;
    await announce(app.api, { conversationId, state: 'writing_reply' });
    expect((await servicePool.query(newest)).rows).toEqual(lastEvent);
    expect(await app.api.ok('GET', `/api/conversations/${conversationId}`)).toEqual(before);
    expect(await threadOf(app.api, conversationId)).toHaveLength(1);
  });

  it('another organization sees nobody, and its conversations can’t be named', async () => {
    const other = await addOrganization(app);
    const stream = await listen(app.url, other.api.cookie);
    await announce(jonas.api, { conversationId });
    expect((await announce(other.api, {})).body.items).toEqual([]);
    const refused = await announce(other.api, { conversationId });
    expect(refused.body).toMatchObject({
      code: 'validation_failed',
      issues: [{ path: 'body.conversationId' }],
    });
    const theirs = await write(other.api, await addSimulator(other.api));
    await announce(other.api, { conversationId: theirs });
    await waitFor('their own to be heard', () => newsOf(stream).length > 0);
    expect(JSON.stringify(newsOf(stream))).not.toContain(jonas.id);
  });

  it('two hundred counselors who change twice a second wait for nobody', async () => {
    const { presence } = app.context;
    const stream = await listen(secondUrl, app.api.cookie);
    const { organization } = await app.api.ok<{ organization: { id: string } }>('GET', '/api/me');
    const people = Array.from({ length: 200 }, () => crypto.randomUUID());
    const startedAt = Date.now();
    for (const state of ['looking', 'writing_reply'] as const)
      await Promise.all(
        people.map((id) =>
          presence.announce({
            organizationId: organization.id,
            counselorId: id,
            windowId: id,
            conversationId,
            state,
            isLeaving: false,
          }),
        ),
      );
    const writing = () =>
      new Set(
        newsOf(stream)
          .filter(({ conversations }) => conversations[0]?.state === 'writing_reply')
          .map(({ counselorId }) => counselorId),
      );
    await waitFor('all to be seen writing', () => people.every((id) => writing().has(id)));
    expect(Date.now() - startedAt).toBeLessThan(5000);
    expect(stream.heard.filter(({ name }) => name === 'presence').length).toBeLessThan(20);
  });
});
