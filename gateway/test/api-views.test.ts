import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Channel } from '../contract/channel.ts';
import type { Conversation } from '../contract/conversation.ts';
import type { View } from '../contract/view.ts';
import { maxViews } from '../contract/view.ts';
import { openEvents } from './event-stream.ts';
import { addSimulator, note, reply, write, type Page } from './phone.ts';
import { addMember, addOrganization, type Member } from './tenants.ts';
import { startTestApp, type TestApp } from './test-app.ts';
import { waitFor } from './wait-for.ts';

type Numbers = { id: string; count: number }[];
type Counts = Record<'waiting' | 'snoozed' | 'open', number> & { offices: Numbers; views: Numbers };

describe('views', () => {
  let app: TestApp;
  let owner: Member;
  let colleague: Member;
  beforeAll(async () => {
    app = await startTestApp();
    owner = await addMember(app, 'Owner');
    colleague = await addMember(app, 'Colleague');
  });
  afterAll(() => app?.stop());

  const sql = async (text: string, values: unknown[] = []) =>
    (await app.context.database.servicePool.query(text, values)).rows as Record<string, unknown>[];
  const create = (body: Record<string, unknown>, { api }: Pick<Member, 'api'> = owner) =>
    api.request<View>('POST', '/api/views', { name: 'Ansicht', filters: {}, ...body });
  const add = async (body: Record<string, unknown> = {}, who: Pick<Member, 'api'> = owner) => {
    const created = await create(body, who);
    expect(created.status).toBe(201);
    return created.body;
  };
  const change = (id: string, body: unknown, { api }: Pick<Member, 'api'> = owner) =>
    api.request<View>('PATCH', `/api/views/${id}`, body);
  const seenBy = async ({ api }: Pick<Member, 'api'>) =>
    (await api.ok<Page<View>>('GET', '/api/views')).items;
  const sees = async (who: Pick<Member, 'api'>, id: string) =>
    (await seenBy(who)).some((view) => view.id === id);

  it('are kept as they were saved, and changed one by one', async () => {
    const filters = {
      status: 'waiting',
      assignee: 'me',
      topic: 'housing',
      language: 'fa',
      sort: 'newest',
    };
    const made = await add({ name: '  Wohnen, Farsi ', filters });
    expect(made).toEqual({
      id: expect.any(String),
      name: 'Wohnen, Farsi',
      filters,
      isShared: false,
      owner: { id: owner.id, displayName: 'Owner' },
      mayChange: true,
    });
    expect(await seenBy(owner)).toContainEqual(made);
    expect((await change(made.id, { name: 'سكن' })).body).toEqual({ ...made, name: 'سكن' });
    const fewer = { status: 'closed', from: '2026-01-01T00:00:00.000Z' };
    expect((await change(made.id, { filters: fewer })).body).toMatchObject({
      name: 'سكن',
      filters: fewer,
    });
    expect(
      Object.keys((await seenBy(owner)).find(({ id }) => id === made.id)?.filters ?? {}),
    ).toEqual(Object.keys(fewer));
  });

  it('refuse what is no name and no filter', async () => {
    const wrong: [Record<string, unknown>, string][] = [
      [{ name: ' ' }, 'body.name'],
      [{ name: 'x'.repeat(61) }, 'body.name'],
      [{ name: 'a\nb' }, 'body.name'],
      [{ filters: { topic: 'sports' } }, 'body.filters.topic'],
      [{ filters: { status: 'lost' } }, 'body.filters.status'],
      [{ filters: { from: 'yesterday' } }, 'body.filters.from'],
      [{ filters: { channelId: randomUUID() } }, 'body.filters.channelId'],
      [{ filters: { officeId: randomUUID() } }, 'body.filters.officeId'],
      [{ filters: { labelId: randomUUID() } }, 'body.filters.labelId'],
      [{ filters: { assignee: randomUUID() } }, 'body.filters.assignee'],
      [{ filters: { q: 'text' } }, 'body.filters'],
      [{ filters: null }, 'body.filters'],
    ];
    const { id } = await add();
    for (const [body, path] of wrong) {
      const expected = { status: 422, body: { issues: [{ path }] } };
      expect(await create(body), path).toMatchObject(expected);
      expect(await change(id, body), path).toMatchObject(expected);
    }
  });

  it('are private until they are shared; a shared one is its owner’s or an administrator’s to change', async () => {
    const { id } = await add({ name: 'Privat' });
    expect(await sees(colleague, id)).toBe(false);
    for (const who of [colleague, app]) {
      expect((await change(id, { name: 'x' }, who)).status).toBe(404);
      expect((await who.api.request('DELETE', `/api/views/${id}`)).status).toBe(404);
    }
    expect((await change(id, { isShared: true })).body).toMatchObject({ isShared: true });
    const seen = (await seenBy(colleague)).find((view) => view.id === id);
    expect(seen).toMatchObject({ name: 'Privat', mayChange: false, owner: { id: owner.id } });
    for (const body of [{ name: 'x' }, { filters: {} }, { isShared: false }])
      expect(await change(id, body, colleague)).toMatchObject({
        status: 403,
        body: { code: 'forbidden' },
      });
    expect((await colleague.api.request('DELETE', `/api/views/${id}`)).status).toBe(403);
    expect((await change(id, { name: 'Für alle' }, app)).body).toMatchObject({
      name: 'Für alle',
      mayChange: true,
    });
    // An administrator who stopped sharing it could never see it again.
    expect((await change(id, { isShared: false }, app)).status).toBe(403);
    expect((await change(id, { isShared: false })).status).toBe(200);
    expect(await sees(colleague, id)).toBe(false);

    const reader = await addMember(app, 'reader', []);
    expect((await reader.api.request('GET', '/api/views')).status).toBe(403);
    const other = await addOrganization(app);
    await change(id, { isShared: true });
    expect(await seenBy(other)).toEqual([]);
  });

  it('come back when deleting is undone, for a day', async () => {
    const { id } = await add({ isShared: true });
    await colleague.api.ok('PUT', '/api/view-order', { viewIds: [id] });
    const restore = (who: Pick<Member, 'api'> = owner) =>
      who.api.request<View>('POST', `/api/views/${id}/restore`);
    expect((await restore()).status).toBe(404);
    expect((await owner.api.request('DELETE', `/api/views/${id}`)).status).toBe(204);
    expect([await sees(owner, id), await sees(colleague, id)]).toEqual([false, false]);
    expect((await owner.api.request('DELETE', `/api/views/${id}`)).status).toBe(404);
    expect((await change(id, { name: 'x' })).status).toBe(404);
    expect((await restore(colleague)).status).toBe(403);
    expect(await restore()).toMatchObject({ status: 200, body: { id, isShared: true } });
    expect((await seenBy(colleague))[0]?.id).toBe(id);
  });

  it('stand in the order that each person gives them', async () => {
    const mine = await addMember(app, 'Sorting');
    const [a, b, c] = [
      await add({}, mine),
      await add({}, mine),
      await add({ isShared: true }, mine),
    ];
    const order = async (who: Member) =>
      (await seenBy(who)).map(({ id }) => id).filter((id) => [a.id, b.id, c.id].includes(id));
    expect(await order(mine)).toEqual([a.id, b.id, c.id]);
    const answer = await mine.api.ok<Page<View>>('PUT', '/api/view-order', {
      viewIds: [c.id, randomUUID(), b.id],
    });
    expect(answer.items.slice(0, 2).map(({ id }) => id)).toEqual([c.id, b.id]);
    expect(await order(mine)).toEqual([c.id, b.id, a.id]);
    expect(await order(colleague)).toEqual([c.id]);
    const { status } = await mine.api.request('PUT', '/api/view-order', { viewIds: ['x'] });
    expect(status).toBe(422);
  });

  it('are heard of by everybody who may see them, and are not more than fit', async () => {
    const stream = await openEvents(app.url, { cookie: colleague.api.cookie });
    const collector = await addMember(app, 'Collector');
    const last = await add({}, collector);
    await waitFor('the view', () =>
      stream.heard.some(({ event }) => event.type === 'view.updated'),
    );
    stream.close();
    await sql(
      `insert into view (id, organization_id, counselor_id, name, filters, is_shared, created_at)
       select gen_random_uuid(), organization_id, counselor_id, '', '{}', false, now() from view, generate_series(2, $2)
       where id = $1`,
      [last.id, maxViews],
    );
    expect(await create({}, collector)).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect((await create({}, owner)).status).toBe(201);
    await sql('delete from view where counselor_id = $1', [collector.id]);
  });

  describe('filter and count', () => {
    let channel: Channel;
    let office: { id: string };
    const ids: Record<string, string> = {};
    const found = async (query: string) =>
      (await owner.api.ok<Page<Conversation>>('GET', `/api/conversations?${query}`)).items
        .map(({ id }) => Object.keys(ids).find((name) => ids[name] === id))
        .join();
    const counts = (who: Member = owner) => who.api.ok<Counts>('GET', '/api/conversation-counts');
    const post = (name: string, command: string, body: unknown) =>
      app.api.ok('POST', `/api/conversations/${ids[name]}/${command}`, body);

    beforeAll(async () => {
      channel = await addSimulator(app.api);
      office = await app.api.ok('POST', '/api/offices', { name: 'Leipzig' });
      for (const name of ['ali', 'beate', 'cem', 'dana']) ids[name] = await write(app.api, channel);
      for (const [name, hours] of [
        ['ali', 4],
        ['beate', 3],
        ['cem', 2],
        ['dana', 1],
      ] as const) {
        await sql(
          `update conversation set waiting_since = now() - $2 * interval '1 hour',
             active_at = date_trunc('minute', now() - $2 * interval '1 hour'),
             last_message_at = now() - $2 * interval '1 hour' where id = $1`,
          [ids[name], hours],
        );
      }
      await sql('update conversation set office_id = $1 where id = any($2)', [
        office.id,
        [ids['beate'], ids['cem']],
      ]);
      await sql(
        `update contact set language = 'fa' where id = (select contact_id from conversation where id = $1)`,
        [ids['cem']],
      );
      await post('beate', 'topic', { topic: 'housing' });
      await post('cem', 'topic', { topic: 'housing' });
      await post('dana', 'assign', { counselorId: owner.id });
    });

    it('several at once, in the order that was asked for', async () => {
      expect(await found('')).toBe('ali,beate,cem,dana');
      expect(await found('sort=newest')).toBe('dana,cem,beate,ali');
      expect(await found(`officeId=${office.id}`)).toBe('beate,cem');
      expect(await found(`officeId=${office.id}&sort=newest`)).toBe('cem,beate');
      expect(await found('topic=housing&language=fa')).toBe('cem');
      expect(await found(`topic=housing&language=fa&assignee=${owner.id}`)).toBe('');
      expect(await found(`assignee=${owner.id}&channelId=${channel.id}`)).toBe('dana');
      const label = await app.api.ok<{ id: string }>('POST', '/api/labels', {
        name: 'Frist',
        color: 'teal',
      });
      await post('cem', 'labels', { add: [label.id] });
      expect(await found(`labelId=${label.id}&topic=housing`)).toBe('cem');
    });

    it('by the day of the last message, from one instant and to another', async () => {
      const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
      expect(await found(`from=${ago(2.5)}`)).toBe('cem,dana');
      expect(await found(`to=${ago(2.5)}`)).toBe('ali,beate');
      expect(await found(`status=all&from=${ago(3.5)}&to=${ago(1.5)}`)).toBe('cem,beate');
      for (const wrong of ['from=monday', 'to=2026-02-30T00:00:00Z', 'sort=random', 'status=lost'])
        expect((await owner.api.request('GET', `/api/conversations?${wrong}`)).status, wrong).toBe(
          422,
        );
    });

    it('snoozed ones come in the order in which they return', async () => {
      const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
      await post('ali', 'snooze', { until: inHours(5) });
      await post('cem', 'snooze', { until: inHours(3) });
      expect(await found('status=snoozed')).toBe('cem,ali');
      expect(await found('status=snoozed&topic=housing')).toBe('cem');
      expect(await found('')).toBe('beate,dana');
      const first = await owner.api.ok<Page<Conversation>>(
        'GET',
        '/api/conversations?status=snoozed&limit=1',
      );
      expect(await found(`status=snoozed&limit=1&cursor=${first.nextCursor}`)).toBe('ali');
      expect(await counts()).toMatchObject({ snoozed: 2, open: 2 });
    });

    it('counts are those of the lists: of offices, of what waits, of every view with something to do', async () => {
      const views = {
        housing: await add({ filters: { topic: 'housing' } }),
        mine: await add({ filters: { assignee: 'me' }, isShared: true }),
        waiting: await add({ filters: { status: 'waiting', channelId: channel.id } }),
        snoozed: await add({ filters: { status: 'snoozed', language: 'fa' } }),
        mentions: await add({ filters: { mentioned: 'me', officeId: office.id } }),
        closed: await add({ filters: { status: 'closed' } }),
      };
      await note(app.api, ids['beate'] ?? '', { text: 'x', mentionIds: [owner.id] });
      await note(app.api, ids['dana'] ?? '', { text: 'x', mentionIds: [owner.id] });
      await reply(app.api, ids['dana'] ?? '', { text: 'Antwort' });
      const { body } = await app.api.request('GET', `/api/conversations/${ids['dana']}`);
      expect(body['status']).toBe('waiting');
      await app.api.ok('POST', `/api/conversations/${ids['beate']}/assign`, {
        counselorId: owner.id,
      });

      const counted = await counts();
      expect(counted).toMatchObject({ waiting: 1, snoozed: 2, open: 1 });
      expect(counted.offices).toEqual([{ id: office.id, count: 1 }]);
      const of = ({ id }: View, all: Counts = counted) =>
        all.views.find((view) => view.id === id)?.count;
      expect(Object.values(views).map((view) => of(view))).toEqual([1, 1, 1, 1, 1, undefined]);
      const theirs = await counts(colleague);
      expect(of(views.mine, theirs)).toBe(0);
      expect(of(views.housing, theirs)).toBe(undefined);
    });
  });
});
