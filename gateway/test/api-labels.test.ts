import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Channel } from '../contract/channel.ts';
import type { Conversation } from '../contract/conversation.ts';
import { maxLabelsOnConversation, type Label } from '../contract/label.ts';
import { openEvents } from './event-stream.ts';
import { addSimulator, write, type Page } from './phone.ts';
import { addMember, addOrganization, type Member, type Tenant } from './tenants.ts';
import { startTestApp, type TestApp } from './test-app.ts';
import { waitFor } from './wait-for.ts';

describe('labels', () => {
  let app: TestApp;
  let channel: Channel;
  let counselor: Member;
  let other: Tenant;

  beforeAll(async () => {
    app = await startTestApp();
    channel = await addSimulator(app.api);
    counselor = await addMember(app, 'counselor');
    other = await addOrganization(app);
  });
  afterAll(() => app?.stop());

  const create = (name: string, color = 'teal', api = app.api) =>
    api.request<Label>('POST', '/api/labels', { name, color });
  const made = async (name: string) => (await create(name)).body;
  const change = (id: string, body: unknown) =>
    app.api.request<Label>('PATCH', `/api/labels/${id}`, body);
  const all = async (api = app.api) => (await api.ok<Page<Label>>('GET', '/api/labels')).items;
  const put = (id: string, body: unknown, api = counselor.api) =>
    api.request<Conversation>('POST', `/api/conversations/${id}/labels`, body);
  const namesOn = async (id: string) =>
    (await app.api.ok<Conversation>('GET', `/api/conversations/${id}`)).labels.map(
      ({ name }) => name,
    );
  const idsOf = async (query: string, api = app.api) =>
    (await api.ok<Page<Conversation>>('GET', `/api/conversations?${query}`)).items.map(
      ({ id }) => id,
    );
  const sql = async (text: string, values: unknown[] = []) =>
    (await app.context.database.servicePool.query(text, values)).rows as Record<string, unknown>[];

  it('are made by administrators and read by everybody, by name', async () => {
    expect(await create('Zeugnis 10')).toMatchObject({
      status: 201,
      body: { name: 'Zeugnis 10', color: 'teal', isArchived: false },
    });
    await create('Zeugnis 9', 'plum');
    await create('Ärztin');
    expect((await create('X', 'teal', counselor.api)).status).toBe(403);
    const names = (await all(counselor.api)).map(({ name }) => name);
    expect(names).toEqual(['Ärztin', 'Zeugnis 9', 'Zeugnis 10']);
    expect(await all(other.api)).toEqual([]);
  });

  it('have a name of one line and at most 40 characters, and one of our colours', async () => {
    for (const body of [
      { name: '', color: 'teal' },
      { name: ' ', color: 'teal' },
      { name: 'x'.repeat(41), color: 'teal' },
      { name: 'a\nb', color: 'teal' },
      { name: 'a', color: '#ff0000' },
      { name: 'a' },
    ]) {
      const answer = await app.api.request('POST', '/api/labels', body);
      expect([answer.status, answer.body['code']]).toEqual([422, 'validation_failed']);
    }
    expect((await create(` ${'ש'.repeat(40)} `)).body.name).toBe('ש'.repeat(40));
  });

  it('of one name are one label, whatever its letters; each organization has its own', async () => {
    const label = await made('Eilt sehr');
    for (const name of ['Eilt sehr', 'EILT SEHR', ' eilt  sehr']) {
      expect(await create(name), name).toMatchObject({ status: 409, body: { code: 'conflict' } });
    }
    const another = await made('Hat Zeit');
    expect((await change(another.id, { name: 'eilt sehr' })).status).toBe(409);
    expect((await change(label.id, { name: 'EILT SEHR' })).body.name).toBe('EILT SEHR');
    await change(label.id, { isArchived: true });
    expect((await create('Eilt sehr')).status).toBe(409);
    expect((await create('Eilt sehr', 'blue', other.api)).status).toBe(201);
    const twice = await Promise.all([create('Zugleich'), create('zugleich')]);
    expect(twice.map(({ status }) => status).toSorted()).toEqual([201, 409]);
  });

  it('keep their names sealed', async () => {
    await made('Kanarienvogel');
    const rows = await sql(
      `select position('anarienvogel' in name) + position('anarienvogel' in name_hash) as at from label`,
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every(({ at }) => at === 0)).toBe(true);
  });

  it('are put on and taken off; doing it again changes nothing and tells nobody', async () => {
    const id = await write(app.api, channel);
    const [first, second] = [await made('Erstes'), await made('Zweites')];
    const labelled = await put(id, { add: [second.id, first.id, first.id] });
    expect(labelled.body.labels).toEqual([
      { id: first.id, name: 'Erstes', color: 'teal' },
      { id: second.id, name: 'Zweites', color: 'teal' },
    ]);
    const events = await openEvents(app.url, { cookie: app.api.cookie });
    expect((await put(id, { add: [first.id], remove: [] })).body).toEqual(labelled.body);
    expect((await put(id, {})).status).toBe(200);
    expect((await put(id, { remove: [second.id] })).body.labels.map(({ id }) => id)).toEqual([
      first.id,
    ]);
    expect((await put(id, { remove: [second.id, crypto.randomUUID()] })).status).toBe(200);
    await waitFor('the event', () =>
      events.heard.some(({ event }) => event.type === 'conversation.updated'),
    );
    const heard = events.heard.filter(({ event }) => event.type === 'conversation.updated');
    events.close();
    expect(heard.map(({ event }) => event.conversationId)).toEqual([id]);
    const [row] = (await app.api.ok<Page<Conversation>>('GET', '/api/conversations')).items.filter(
      (item) => item.id === id,
    );
    expect(row?.labels.map(({ name }) => name)).toEqual(['Erstes']);
  });

  it('changed by two people at once are all there', async () => {
    const id = await write(app.api, channel);
    const labels = await Promise.all(['a', 'b', 'c', 'd'].map((name) => made(`Zwei ${name}`)));
    await Promise.all(
      labels.map(({ id: labelId }, index) =>
        put(id, { add: [labelId] }, index % 2 ? app.api : counselor.api),
      ),
    );
    expect((await namesOn(id)).toSorted()).toEqual(labels.map(({ name }) => name).toSorted());
  });

  it('are at most 20 on a conversation; one that is archived or unknown is refused', async () => {
    const id = await write(app.api, channel);
    const labels = await Promise.all(
      Array.from({ length: maxLabelsOnConversation + 1 }, (_, index) => made(`Viele ${index}`)),
    );
    const ids = labels.map((label) => label.id);
    expect((await put(id, { add: ids })).status).toBe(422);
    expect((await put(id, { add: ids.slice(1) })).status).toBe(200);
    expect(await put(id, { add: [ids[0]] })).toMatchObject({
      status: 422,
      body: { issues: [{ path: 'body.add' }] },
    });
    expect((await put(id, { add: [ids[0]], remove: [ids[1]] })).body.labels.length).toBe(20);

    const archived = ids[2] ?? '';
    expect((await change(archived, { isArchived: true })).body.isArchived).toBe(true);
    expect(await namesOn(id)).toContain('Viele 2');
    expect((await put(id, { add: [archived] })).status).toBe(200);
    const fresh = await write(app.api, channel);
    for (const labelId of [archived, crypto.randomUUID()]) {
      expect(await put(fresh, { add: [labelId] })).toMatchObject({
        status: 422,
        body: { issues: [{ path: 'body.add.0' }] },
      });
    }
    await change(archived, { isArchived: false });
    expect((await put(fresh, { add: [archived] })).status).toBe(200);
  });

  it('filter the list, together with the other filters, page by page', async () => {
    const label = await made('Filter');
    const ids = await Promise.all([1, 2, 3].map(() => write(app.api, channel)));
    await write(app.api, channel);
    for (const id of ids) await put(id, { add: [label.id] });
    const [closed = ''] = ids;
    await app.api.ok('POST', `/api/conversations/${closed}/close`);
    const query = `labelId=${label.id}`;
    expect((await idsOf(`${query}&status=all`)).toSorted()).toEqual(ids.toSorted());
    expect((await idsOf(query)).toSorted()).toEqual(ids.slice(1).toSorted());
    expect(await idsOf(`${query}&status=closed`)).toEqual([closed]);
    expect(await idsOf(`${query}&topic=work&status=all`)).toEqual([]);
    const first = await app.api.ok<Page<Conversation>>(
      'GET',
      `/api/conversations?${query}&status=all&limit=2`,
    );
    const rest = await idsOf(`${query}&status=all&limit=2&cursor=${first.nextCursor}`);
    expect([...first.items.map(({ id }) => id), ...rest].toSorted()).toEqual(ids.toSorted());
    expect(await idsOf(`labelId=${crypto.randomUUID()}&status=all`)).toEqual([]);
    expect((await app.api.request('GET', '/api/conversations?labelId=x')).status).toBe(422);
  });

  it('belong to one organization: not seen, not filtered by, not put on by another', async () => {
    const label = await made('Nur hier');
    const id = await write(app.api, channel);
    await put(id, { add: [label.id] });
    const theirs = await write(other.api, await addSimulator(other.api));
    expect(await put(theirs, { add: [label.id] }, other.api)).toMatchObject({ status: 422 });
    expect(await idsOf(`labelId=${label.id}&status=all`, other.api)).toEqual([]);
  });

  it('stay when contacts are merged and separated, and go with what they were on', async () => {
    const label = await made('Bleibt');
    const [one, two] = [await write(app.api, channel), await write(app.api, channel)];
    await put(two, { add: [label.id] });
    const contactOf = async (id: string) =>
      (await app.api.ok<Conversation>('GET', `/api/conversations/${id}`)).contact.id;
    const [kept, merged] = [await contactOf(one), await contactOf(two)];
    await app.api.ok('POST', `/api/contacts/${kept}/merge`, { contactId: merged });
    expect(await contactOf(two)).toBe(kept);
    expect([await namesOn(one), await namesOn(two)]).toEqual([[], ['Bleibt']]);
    await app.api.ok('POST', `/api/contacts/${kept}/unmerge`, { contactId: merged });
    expect([await namesOn(one), await namesOn(two)]).toEqual([[], ['Bleibt']]);
    await sql('delete from conversation where id = $1', [two]);
    expect(await sql('select from conversation_label where conversation_id = $1', [two])).toEqual(
      [],
    );
  });

  it('tell the browsers when one is renamed', async () => {
    const label = await made('Alt');
    const events = await openEvents(app.url, { cookie: app.api.cookie });
    await change(label.id, { name: 'Neu', color: 'violet' });
    await waitFor('the event', () =>
      events.heard.some(({ event }) => event.type === 'label.updated'),
    );
    events.close();
    expect(await all()).toContainEqual({ ...label, name: 'Neu', color: 'violet' });
  });
});
