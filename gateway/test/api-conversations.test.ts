import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Channel } from '../contract/channel.ts';
import type { Conversation } from '../contract/conversation.ts';
import { addSimulator, reply, write, type Page } from './phone.ts';
import { addMember, type Member } from './tenants.ts';
import { startTestApp, type TestApp } from './test-app.ts';

describe('conversations', () => {
  let app: TestApp;
  let channel: Channel;
  let colleague: Member;
  let myId = '';

  beforeAll(async () => {
    app = await startTestApp();
    channel = await addSimulator(app.api);
    colleague = await addMember(app, 'colleague');
    myId = (await app.api.ok<{ counselor: { id: string } }>('GET', '/api/me')).counselor.id;
  });
  afterAll(() => app?.stop());

  const sql = (text: string, values: unknown[] = []) =>
    app.context.database.servicePool.query(text, values);
  const list = (query: string, api = app.api) =>
    api.ok<Page<Conversation>>('GET', `/api/conversations?${query}`);
  const idsOf = async (query: string, api = app.api) =>
    (await list(query, api)).items.map(({ id }) => id);
  const get = (id: string) => app.api.ok<Conversation>('GET', `/api/conversations/${id}`);
  const act = (id: string, action: string, body: unknown = {}, api = app.api) =>
    api.request<Conversation>('POST', `/api/conversations/${id}/${action}`, body);

  describe('the list', () => {
    const ids: string[] = [];
    let elsewhere: Channel;

    beforeAll(async () => {
      elsewhere = await addSimulator(app.api, 'Zweitgerät');
      for (let index = 0; index < 23; index += 1) ids.push(await write(app.api, channel));
      // Five at a time share one instant, to the microsecond.
      for (const [index, id] of ids.entries()) {
        const at = `2026-03-01 10:0${Math.floor(index / 5)}:00.000123+00`;
        await sql('update conversation set waiting_since = $1, active_at = $1 where id = $2', [
          at,
          id,
        ]);
      }
    });

    const walk = async (query: string, limit: number) => {
      const pages: string[][] = [];
      let cursor: string | null = null;
      do {
        const page: Page<Conversation> = await list(
          `${query}&limit=${limit}${cursor ? `&cursor=${cursor}` : ''}`,
        );
        pages.push(page.items.map(({ id }) => id));
        cursor = page.nextCursor;
      } while (cursor !== null);
      return pages;
    };

    it.each([
      ['longest waiting first', 'status=open'],
      ['newest first', 'status=open&sort=newest'],
      ['newest first among all', 'status=all'],
    ])(
      'pages of %s have no gap and no duplicate, also among equal times',
      async (_order, query) => {
        for (const limit of [1, 4, 23, 100]) {
          const pages = await walk(`${query}&channelId=${channel.id}`, limit);
          expect(pages.flat().toSorted()).toEqual(ids.toSorted());
          expect(pages.slice(0, -1).every((page) => page.length === limit)).toBe(true);
        }
        const [first] = await walk(`${query}&channelId=${channel.id}`, 100);
        const expectedOldest = new Set(ids.slice(0, 5));
        const oldest = query === 'status=open' ? first?.slice(0, 5) : first?.slice(-5);
        expect(new Set(oldest)).toEqual(expectedOldest);
      },
    );

    it('a conversation that comes in while one pages neither hides nor repeats another', async () => {
      const first = await list(`status=open&channelId=${channel.id}&limit=10`);
      const late = await write(app.api, channel);
      const rest = await list(
        `status=open&channelId=${channel.id}&limit=100&cursor=${first.nextCursor}`,
      );
      const seen = [...first.items, ...rest.items].map(({ id }) => id);
      expect(seen.toSorted()).toEqual([...ids, late].toSorted());
      await act(late, 'close');
    });

    it('a cursor of another list, or none of ours, is 422', async () => {
      const { nextCursor } = await list('status=open&limit=1');
      expect(nextCursor).toEqual(expect.any(String));
      const parts = (values: unknown) => Buffer.from(JSON.stringify(values)).toString('base64url');
      const id = ids[0];
      const foreign = [
        'abc',
        '',
        parts(['newest', '1', id]),
        parts(['waiting', '1']),
        parts(['waiting', '99999999999999999', id]),
        parts(['waiting', "1'", id]),
        parts(['waiting', '1', '------------------------------------']),
        parts({ waiting: 1 }),
        parts(null),
      ];
      for (const cursor of foreign) {
        const answer = await app.api.request(
          'GET',
          `/api/conversations?status=open&cursor=${cursor}`,
        );
        expect(answer, cursor).toMatchObject({
          status: 422,
          body: { code: 'validation_failed', issues: [{ path: 'query.cursor' }] },
        });
      }
      expect(
        (
          await app.api.request(
            'GET',
            `/api/conversations?status=open&sort=newest&cursor=${nextCursor}`,
          )
        ).status,
      ).toBe(422);
    });

    it('has at most 100 on a page, 50 unless asked', async () => {
      for (const limit of ['0', '101', '-1', '1.5', 'all']) {
        expect(
          (await app.api.request('GET', `/api/conversations?limit=${limit}`)).status,
          limit,
        ).toBe(422);
      }
      expect((await app.api.request('GET', '/api/conversations?limit=100')).status).toBe(200);
    });

    it('is filtered by status, assignee, channel, office, topic and language', async () => {
      const office = await app.api.ok<{ id: string }>('POST', '/api/offices', { name: 'Büro' });
      const [mine = '', theirs = '', closed = '', answered = ''] = await Promise.all(
        [1, 2, 3, 4].map(() => write(app.api, elsewhere)),
      );
      const here = `channelId=${elsewhere.id}`;
      await act(mine, 'assign', { counselorId: myId });
      await act(mine, 'topic', { topic: 'housing' });
      await act(theirs, 'assign', { counselorId: colleague.id });
      await act(closed, 'close');
      await reply(app.api, answered, { text: 'Guten Tag' });
      await act(answered, 'assign', { counselorId: null });
      await sql('update conversation set office_id = $1 where id = $2', [office.id, theirs]);
      const { contact } = await get(mine);
      await app.api.ok('PATCH', `/api/contacts/${contact.id}`, { language: 'fa' });

      const expected: [string, string[]][] = [
        ['', [mine, theirs]],
        ['status=open', [mine, theirs]],
        ['status=closed', [closed]],
        ['status=waiting', [answered]],
        ['status=automated', []],
        ['status=all', [mine, theirs, closed, answered]],
        ['status=all&assignee=me', [mine]],
        [`status=all&assignee=${colleague.id}`, [theirs]],
        ['status=all&assignee=none', [closed, answered]],
        ['assignee=none', []],
        [`officeId=${office.id}`, [theirs]],
        ['topic=housing', [mine]],
        ['topic=work', []],
        ['language=fa', [mine]],
        ['language=fa&topic=housing&assignee=me&status=open', [mine]],
        [`language=fa&officeId=${office.id}`, []],
        // Only who waits has waited longest.
        ['status=closed&sort=waiting', [closed]],
      ];
      for (const [query, found] of expected) {
        expect((await idsOf(`${here}&${query}`)).toSorted(), query).toEqual(found.toSorted());
      }
      expect(await idsOf(`${here}&assignee=me`, colleague.api)).toEqual([theirs]);
      for (const query of ['status=none', 'topic=sports', 'assignee=you', 'officeId=1']) {
        expect((await app.api.request('GET', `/api/conversations?${query}`)).status, query).toBe(
          422,
        );
      }
    });
  });

  describe('a command', () => {
    it('assigns, and refuses who comes second', async () => {
      const id = await write(app.api, channel);
      expect((await get(id)).assignee).toBe(null);
      const both = await Promise.all([
        act(id, 'assign', { counselorId: myId, expectedAssigneeId: null }),
        act(id, 'assign', { counselorId: colleague.id, expectedAssigneeId: null }, colleague.api),
      ]);
      expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
      expect(both.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'conflict' });
      const winner = both[0].status === 200 ? myId : colleague.id;
      expect((await get(id)).assignee?.id).toBe(winner);

      expect(
        (await act(id, 'assign', { counselorId: colleague.id, expectedAssigneeId: winner })).status,
      ).toBe(200);
      expect((await act(id, 'assign', { counselorId: null })).body.assignee).toBe(null);
      expect((await act(id, 'assign', {})).status).toBe(422);
      const unknown = await act(id, 'assign', { counselorId: id });
      expect(unknown).toMatchObject({
        status: 422,
        body: { issues: [{ path: 'body.counselorId' }] },
      });
      const former = await addMember(app, 'former');
      await app.api.ok('PATCH', `/api/counselors/${former.id}`, { isActive: false });
      expect((await act(id, 'assign', { counselorId: former.id })).status).toBe(422);
    });

    it('closes and reopens; who writes reopens, too, and keeps one conversation', async () => {
      const phoneId = 'reopening';
      const id = await write(app.api, channel, { phoneId });
      await act(id, 'assign', { counselorId: colleague.id });
      const closed = await act(id, 'close');
      expect(closed.body).toMatchObject({
        id,
        status: 'closed',
        waitingSince: null,
        unreadCount: 0,
        assignee: { id: colleague.id },
      });
      expect((await act(id, 'close')).body.status).toBe('closed');
      const reopened = await act(id, 'reopen');
      expect(reopened.body).toMatchObject({ status: 'open', waitingSince: expect.any(String) });
      expect((await act(id, 'reopen')).body.waitingSince).toBe(reopened.body.waitingSince);

      await act(id, 'close');
      expect(await write(app.api, channel, { phoneId, text: 'Noch etwas' })).toBe(id);
      expect(await get(id)).toMatchObject({
        status: 'open',
        unreadCount: 1,
        waitingSince: expect.any(String),
        assignee: { id: colleague.id },
        lastMessage: { preview: 'Noch etwas', direction: 'inbound', author: 'contact' },
      });
    });

    it('a reply makes it wait for the contact and takes it; the next message makes it open', async () => {
      const phoneId = 'waiting';
      const id = await write(app.api, channel, { phoneId });
      expect(await get(id)).toMatchObject({ status: 'open', unreadCount: 1, assignee: null });
      await reply(app.api, id, { text: 'Guten Tag' });
      expect(await get(id)).toMatchObject({
        status: 'waiting',
        unreadCount: 0,
        waitingSince: null,
        assignee: { id: myId },
      });
      await reply(colleague.api, id, { text: 'Ich auch' });
      expect((await get(id)).assignee?.id).toBe(myId);
      await write(app.api, channel, { phoneId, text: 'Danke' });
      expect(await get(id)).toMatchObject({
        status: 'open',
        unreadCount: 1,
        assignee: { id: myId },
      });
    });

    it('reading sets the unread to nothing and leaves the rest', async () => {
      const phoneId = 'unread';
      const id = await write(app.api, channel, { phoneId });
      await write(app.api, channel, { phoneId });
      const before = await get(id);
      expect(before.unreadCount).toBe(2);
      const read = await act(id, 'read');
      expect(read.body).toEqual({ ...before, unreadCount: 0 });
    });

    it('snoozing hides it until then or until the contact writes', async () => {
      const phoneId = 'snoozing';
      const id = await write(app.api, channel, { phoneId });
      const until = new Date(Date.now() + 3_600_000).toISOString();
      const open = async () => (await idsOf('limit=100')).includes(id);
      const counted = async () =>
        (await app.api.ok<{ open: number }>('GET', '/api/conversation-counts')).open;

      expect(await open()).toBe(true);
      const before = await counted();
      expect((await act(id, 'snooze', { until })).body.snoozedUntil).toBe(until);
      expect([await open(), await counted()]).toEqual([false, before - 1]);
      expect(await idsOf('status=all&limit=100')).toContain(id);
      await sql(
        `update conversation set snoozed_until = now() - interval '1 second' where id = $1`,
        [id],
      );
      expect(await open()).toBe(true);
      await act(id, 'snooze', { until });
      expect((await act(id, 'snooze', { until: null })).body.snoozedUntil).toBe(null);
      expect(await open()).toBe(true);
      await act(id, 'snooze', { until });
      await write(app.api, channel, { phoneId });
      expect([(await get(id)).snoozedUntil, await open()]).toEqual([null, true]);

      for (const wrong of [new Date(Date.now() - 1000).toISOString(), 'tomorrow', 5, undefined]) {
        expect(await act(id, 'snooze', { until: wrong })).toMatchObject({
          status: 422,
          body: { issues: [{ path: 'body.until' }] },
        });
      }
    });

    it('sets and removes the topic', async () => {
      const id = await write(app.api, channel);
      expect((await act(id, 'topic', { topic: 'residence' })).body.topic).toBe('residence');
      expect((await act(id, 'topic', { topic: null })).body.topic).toBe(null);
      expect((await act(id, 'topic', { topic: 'sports' })).status).toBe(422);
    });
  });

  it('counts what waits for me, for somebody, for anybody, and what I have not read', async () => {
    const counts = (api = colleague.api) =>
      api.ok<Record<string, number>>('GET', '/api/conversation-counts');
    await sql(
      `update conversation set status = 'closed', waiting_since = null, snoozed_until = null`,
    );
    expect(await counts()).toMatchObject({ mine: 0, unassigned: 0, open: 0, unread: 0 });
    const [one = '', two = '', three = ''] = await Promise.all(
      [1, 2, 3].map(() => write(app.api, channel)),
    );
    await act(one, 'assign', { counselorId: colleague.id });
    await act(two, 'assign', { counselorId: colleague.id });
    await act(two, 'read');
    expect(await counts()).toMatchObject({ mine: 2, unassigned: 1, open: 3, unread: 1 });
    expect(await counts(app.api)).toMatchObject({
      mine: 0,
      unassigned: 1,
      open: 3,
      unread: 0,
    });
    await act(three, 'close');
    expect(await counts()).toMatchObject({ mine: 2, unassigned: 0, open: 2, unread: 1 });
  });
});
