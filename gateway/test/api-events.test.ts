import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Channel } from '../contract/channel.ts';
import { createFirstAdministrator } from '../counselors/setup-routes.ts';
import { signIn } from './api-client.ts';
import { createTestDatabase } from './database.ts';
import { openEvents, type EventStream } from './event-stream.ts';
import { addSimulator, note, reply, threadOf, write } from './phone.ts';
import { addMember, addOrganization, password } from './tenants.ts';
import { admin, freePort, startOn, startTestApp, type TestApp } from './test-app.ts';
import { waitFor } from './wait-for.ts';

describe('the event stream', () => {
  let app: TestApp;
  let channel: Channel;
  const open: EventStream[] = [];
  beforeAll(async () => {
    app = await startTestApp();
    channel = await addSimulator(app.api);
  });
  afterEach(() => open.splice(0).forEach((stream) => stream.close()));
  afterAll(() => app?.stop());

  const listen = async (
    lastEventId?: string,
    { cookie = app.api.cookie, byQuery = false }: { cookie?: string; byQuery?: boolean } = {},
  ) => {
    const headers: Record<string, string> = { cookie };
    if (lastEventId !== undefined && !byQuery) headers['last-event-id'] = lastEventId;
    const query = lastEventId !== undefined && byQuery ? `?lastEventId=${lastEventId}` : '';
    const stream = await openEvents(app.url, headers, `/api/events${query}`);
    expect(stream.status).toBe(200);
    open.push(stream);
    return stream;
  };
  /** From now on; resolves when the stream says where it begins. */
  const listenFromNow = async (cookie = app.api.cookie) => {
    const stream = await listen(undefined, { cookie });
    await waitFor('the stream to begin', () => stream.heard.find(({ name }) => name === 'ready'));
    return stream;
  };
  const messageIds = (stream: EventStream) => stream.heard.map(({ event }) => event.messageId);
  const hears = (stream: EventStream, messageId: string | undefined) =>
    waitFor('the event of a message', () => messageIds(stream).includes(messageId));

  it('is for whoever is signed in, and is not held back by proxies', async () => {
    expect((await fetch(`${app.url}/api/events`)).status).toBe(401);
    expect((await fetch(`${app.url}/api/events`, { headers: { cookie: 'lotse=x' } })).status).toBe(
      401,
    );
    const stream = await listenFromNow();
    expect(stream.headers.get('content-type')).toContain('text/event-stream');
    expect(stream.headers.get('x-accel-buffering')).toBe('no');
    expect(stream.headers.get('cache-control')).toContain('no-store');
    expect(stream.headers.get('content-encoding')).toBe(null);
  });

  it('tells of messages, replies, notes, deliveries and changes, by ids only', async () => {
    const stream = await listenFromNow();
    const conversationId = await write(app.api, channel, { text: 'Kanarienvogel' });
    const [received] = await threadOf(app.api, conversationId);
    const sent = await reply(app.api, conversationId, { text: 'Kanarienvogel' });
    const written = await note(app.api, conversationId, { text: 'Kanarienvogel' });
    await app.api.ok('POST', `/api/conversations/${conversationId}/close`);
    const { contact } = await app.api.ok<{ contact: { id: string } }>(
      'GET',
      `/api/conversations/${conversationId}`,
    );
    await app.api.ok('PATCH', `/api/contacts/${contact.id}`, { displayName: 'Kanarienvogel' });
    await app.api.ok('PATCH', `/api/channels/${channel.id}`, { name: 'Kanarienvogel' });

    const expected = [
      { type: 'message.received', conversationId, messageId: received?.id },
      { type: 'message.created', conversationId, messageId: sent.body.id },
      { type: 'message.created', conversationId, messageId: written.body.id },
      { type: 'message.updated', conversationId, messageId: sent.body.id },
      { type: 'conversation.updated', conversationId },
      { type: 'contact.updated', contactId: contact.id },
      { type: 'channel.updated', channelId: channel.id },
    ];
    await waitFor('all seven kinds of news', () =>
      expected.every((event) =>
        stream.heard.some((heard) => JSON.stringify(heard.event) === JSON.stringify(event)),
      ),
    );
    expect(JSON.stringify(stream.heard)).not.toContain('Kanarienvogel');
    expect(stream.heard.every(({ id }) => /^\d+$/.test(id))).toBe(true);
    expect(new Set(stream.heard.map(({ id }) => id)).size).toBe(stream.heard.length);
  });

  it('never tells of another organization, live or afterwards', async () => {
    const other = await addOrganization(app);
    const [ours, theirs] = [await listenFromNow(), await listenFromNow(other.api.cookie)];
    const theirChannel = await addSimulator(other.api);
    const id = await write(other.api, theirChannel);
    const [message] = await threadOf(other.api, id);
    await hears(theirs, message?.id);
    const own = await write(app.api, channel);
    const [ownMessage] = await threadOf(app.api, own);
    await hears(ours, ownMessage?.id);
    const late = await listen(ours.heard[0]?.id);
    await hears(late, ownMessage?.id);
    for (const stream of [ours, late]) {
      expect(JSON.stringify(stream.heard)).not.toMatch(
        new RegExp(`${id}|${theirChannel.id}|${message?.id}`),
      );
    }
    expect(JSON.stringify(theirs.heard)).not.toContain(own);
  });

  it('resumes after the last event that was seen, by header or by query', async () => {
    const stream = await listenFromNow();
    const conversationId = await write(app.api, channel);
    const [first] = await threadOf(app.api, conversationId);
    await hears(stream, first?.id);
    const seen = stream.heard.find(({ event }) => event.messageId === first?.id)?.id ?? '';
    stream.close();
    const missed: (string | undefined)[] = [];
    for (const text of ['a', 'b', 'c'])
      missed.push((await note(app.api, conversationId, { text })).body.id);
    for (const byQuery of [false, true]) {
      const resumed = await listen(seen, { byQuery });
      await hears(resumed, missed[2]);
      expect(messageIds(resumed).filter((id) => missed.includes(id))).toEqual(missed);
      expect(
        resumed.heard.every(({ name, event }) => name === 'message' && event.type !== 'reset'),
      ).toBe(true);
      // And goes on from there.
      const next = await note(app.api, conversationId, { text: 'd' });
      await hears(resumed, next.body.id);
      missed.push(next.body.id);
      expect(messageIds(resumed).filter((id) => missed.includes(id))).toEqual(missed);
    }
  });

  it('an id that is not or no longer known gives one reset, and goes on', async () => {
    const conversationId = await write(app.api, channel);
    for (const id of ['999999999', 'abc', '-1', '1.5', '0x1', '9'.repeat(40)]) {
      const stream = await listen(id);
      await waitFor(`a reset after ${id}`, () => stream.heard.length > 0);
      const next = await note(app.api, conversationId, { text: 'x' });
      await hears(stream, next.body.id);
      expect(stream.heard.filter(({ event }) => event.type === 'reset')).toEqual([stream.heard[0]]);
      expect(stream.heard[0]?.id).toMatch(/^\d+$/);
    }
  });

  it('a transaction that commits late with a lower id is not lost', async () => {
    const conversationId = await write(app.api, channel);
    const { id: organizationId } = (
      await app.api.ok<{ organization: { id: string } }>('GET', '/api/me')
    ).organization;
    const [slow, fast] = [new pg.Client(app.database.address), new pg.Client(app.database.address)];
    const publish = `with e as (insert into realtime_event (organization_id, type, conversation_id, message_id)
      values ($1, 'message.received', $2, $3) returning id) select id::text, announce_events(id, id) from e`;
    const [lateId, earlyId] = [crypto.randomUUID(), crypto.randomUUID()];
    try {
      await Promise.all([slow.connect(), fast.connect()]);
      await slow.query('begin');
      const {
        rows: [low],
      } = await slow.query<{ id: string }>(publish, [organizationId, conversationId, lateId]);
      const {
        rows: [high],
      } = await fast.query<{ id: string }>(publish, [organizationId, conversationId, earlyId]);
      expect(Number(low?.id)).toBeLessThan(Number(high?.id));
      const live = await listen(low === undefined ? undefined : String(Number(low.id) - 1));
      await hears(live, earlyId);
      expect(messageIds(live)).not.toContain(lateId);
      const seen = live.heard.find(({ event }) => event.messageId === earlyId)?.id ?? '';
      expect(seen).toBe(high?.id);
      await slow.query('commit');
      // Who listens hears it now; who had gone after the higher id hears it on coming back.
      await hears(live, lateId);
      const resumed = await listen(seen);
      await hears(resumed, lateId);
      expect(messageIds(resumed).filter((id) => id === earlyId)).toEqual([]);
    } finally {
      await Promise.all([slow.end(), fast.end()]);
    }
  });

  it('ends soon after the session did', async () => {
    const person = await addMember(app, 'leaving');
    const [kept, out] = [
      await signIn(app.url, person.email, password),
      await signIn(app.url, person.email, password),
    ];
    const { token } = await kept.ok<{ token: string }>('POST', '/api/tokens', { name: 'x' });
    const streams = [await listenFromNow(kept.cookie), await listenFromNow(out.cookie)];
    const byToken = await openEvents(app.url, { authorization: `Bearer ${token}` });
    open.push(byToken);
    expect(byToken.status).toBe(200);
    await out.ok('DELETE', '/api/session');
    await waitFor('the stream of the ended session to end', () => streams[1]?.isClosed(), 15_000);
    expect(streams[0]?.isClosed()).toBe(false);
    await app.api.ok('PATCH', `/api/counselors/${person.id}`, { isActive: false });
    await waitFor('all of them to end', () => streams[0]?.isClosed() && byToken.isClosed(), 15_000);
  }, 40_000);

  it('resumes across a restart', async () => {
    const database = await createTestDatabase();
    const dataDir = await mkdtemp(join(tmpdir(), 'lotse-restart-'));
    const port = String(await freePort());
    const url = `http://127.0.0.1:${port}`;
    const environment = { ...app.environment, PORT: port, PUBLIC_URL: url, DATA_DIR: dataDir };
    let running = await startOn(database, environment, []);
    try {
      await createFirstAdministrator(running.context);
      const api = await signIn(url, admin.email, admin.password);
      const conversationId = await write(api, await addSimulator(api));
      const before = await openEvents(url, { cookie: api.cookie });
      await waitFor('the stream to begin', () => before.heard.length > 0);
      const first = await note(api, conversationId, { text: 'a' });
      await hears(before, first.body.id);
      const seen = before.lastEventId();
      before.close();
      const second = await note(api, conversationId, { text: 'b' });
      await running.stop();
      running = await startOn(database, environment, []);
      const third = await note(api, conversationId, { text: 'c' });
      const after = await openEvents(url, { cookie: api.cookie, 'last-event-id': seen ?? '' });
      open.push(after);
      await hears(after, third.body.id);
      // What overlapped another transaction of the server may come twice: it only makes the browser fetch again.
      const missed = [second.body.id, third.body.id];
      expect(messageIds(after).filter((id) => missed.includes(id ?? ''))).toEqual(missed);
    } finally {
      await running.stop();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    }
  });
});
