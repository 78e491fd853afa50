import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { variablesOf, type SavedReply } from '../contract/saved-reply.ts';
import type { ApiClient } from './api-client.ts';
import { openEvents } from './event-stream.ts';
import { addSimulator, reply, threadOf, write, type Page } from './phone.ts';
import { addMember, addOrganization, type Member } from './tenants.ts';
import { startTestApp, type TestApp } from './test-app.ts';
import { waitFor } from './wait-for.ts';

const path = '/api/saved-replies';
const texts = { de: 'Guten Tag {{contact.name}}, danke!', ar: 'مرحباً {{contact.name}}، شكراً!' };

describe('saved replies', () => {
  let app: TestApp;
  let colleague: Member;
  let sequence = 0;

  beforeAll(async () => {
    app = await startTestApp();
    colleague = await addMember(app, 'colleague');
  });
  afterAll(() => app?.stop());

  const save = (api: ApiClient, more: Record<string, unknown> = {}) =>
    api.request<SavedReply & { code?: string; detail?: string }>('POST', path, {
      key: `reply-${(sequence += 1)}`,
      title: 'Danke',
      texts,
      ...more,
    });
  const shared = async () => (await save(app.api, { isShared: true })).body;
  const list = async (api: ApiClient) => (await api.ok<Page<SavedReply>>('GET', path)).items;
  const keysOf = async (api: ApiClient) => (await list(api)).map(({ key }) => key);

  it('are saved with key, title, topic and a text per language, changed, and deleted', async () => {
    const created = await save(app.api, { key: ' Termin ', topic: 'work', isShared: true });
    expect(created).toMatchObject({
      status: 201,
      body: { key: 'termin', title: 'Danke', topic: 'work', texts, isShared: true },
    });
    const { id } = created.body;
    const changed = await app.api.ok<SavedReply>('PATCH', `${path}/${id}`, {
      title: 'Vielen Dank',
      topic: null,
    });
    expect(changed).toMatchObject({ key: 'termin', title: 'Vielen Dank', topic: null, texts });
    const only = { 'pt-BR': 'Obrigado!' };
    await app.api.ok('PATCH', `${path}/${id}`, { texts: only });
    expect((await list(app.api)).find((one) => one.id === id)).toMatchObject({
      title: 'Vielen Dank',
      texts: { 'pt-br': 'Obrigado!' },
    });
    expect((await app.api.request('DELETE', `${path}/${id}`)).status).toBe(204);
    expect(await keysOf(app.api)).not.toContain('termin');
    expect((await app.api.request('DELETE', `${path}/${id}`)).status).toBe(404);
  });

  it('a key is there once, also when the other one is private, and both stay as they were', async () => {
    const mine = await save(colleague.api, { key: 'once' });
    const taken = await save(app.api, { key: 'ONCE', isShared: true });
    expect([taken.status, taken.body.code]).toEqual([409, 'conflict']);
    const other = await shared();
    const renamed = await app.api.request('PATCH', `${path}/${other.id}`, { key: 'once' });
    expect([renamed.status, renamed.body['code']]).toEqual([409, 'conflict']);
    expect(await keysOf(app.api)).toContain(other.key);
    expect(await list(colleague.api)).toContainEqual(mine.body);
  });

  it.each([
    ['a key with a space', { key: 'zwei wörter' }],
    ['a key that ends with a hyphen', { key: 'x-' }],
    ['an empty title', { title: ' ' }],
    ['no language', { texts: {} }],
    ['an empty text', { texts: { de: ' ' } }],
    ['a text of 4,097 characters', { texts: { de: 'x'.repeat(4097) } }],
    ['a language that is none', { texts: { 'not a tag': 'x' } }],
    ['a topic that is none', { topic: 'weather' }],
  ])('%s is refused', async (_what, wrong) => {
    const { status, body } = await save(app.api, wrong);
    expect([status, body.code]).toEqual([422, 'validation_failed']);
  });

  it('a variable that does not exist is named and refused, a known one with spaces is taken', async () => {
    const wrong = await save(app.api, { texts: { de: 'Rufen Sie an: {{office.phone}}' } });
    expect(wrong.status).toBe(422);
    expect(wrong.body.detail).toContain('There is no variable {{office.phone}}');
    const empty = await save(app.api, { texts: { de: 'Hallo {{}}' } });
    expect(empty.status).toBe(422);
    expect((await save(app.api, { texts: { de: 'Hallo {{ contact.name }}' } })).status).toBe(201);
    expect(variablesOf('{{a.b}} {{ a.b }} {{c}}')).toEqual(['a.b', 'c']);
  });

  it('a counselor saves and shares nothing but their own, which nobody else sees', async () => {
    const refused = await save(colleague.api, { isShared: true });
    expect([refused.status, refused.body.code]).toEqual([403, 'forbidden']);
    const own = await save(colleague.api);
    expect(own).toMatchObject({ status: 201, body: { isShared: false } });
    expect(await keysOf(app.api)).not.toContain(own.body.key);
    const target = `${path}/${own.body.id}`;
    expect((await app.api.request('PATCH', target, { title: 'x' })).status).toBe(404);
    expect((await app.api.request('DELETE', target)).status).toBe(404);
    expect((await colleague.api.request('PATCH', target, { isShared: true })).status).toBe(403);
    expect((await colleague.api.ok<SavedReply>('PATCH', target, { title: 'Neu' })).title).toBe(
      'Neu',
    );
  });

  it('everybody uses what is shared, and administrators change it', async () => {
    const { id, key } = await shared();
    expect(await keysOf(colleague.api)).toContain(key);
    for (const method of ['PATCH', 'DELETE']) {
      const answer = await colleague.api.request(method, `${path}/${id}`, { title: 'x' });
      expect([answer.status, answer.body['code']], method).toEqual([403, 'forbidden']);
    }
    await app.api.ok('PATCH', `${path}/${id}`, { isShared: false });
    expect(await keysOf(colleague.api)).not.toContain(key);
    expect(await keysOf(app.api)).toContain(key);
  });

  it('another organization sees none of them and may use the same key', async () => {
    const { id, key } = await shared();
    const other = await addOrganization(app);
    expect(await list(other.api)).toEqual([]);
    expect((await other.api.request('PATCH', `${path}/${id}`, { title: 'x' })).status).toBe(404);
    expect((await other.api.request('DELETE', `${path}/${id}`)).status).toBe(404);
    expect((await save(other.api, { key, isShared: true })).status).toBe(201);
  });

  it('title and texts are sealed in the database and in no log, and go with who wrote them', async () => {
    const secret = 'Geheimvermerk';
    const saved = await save(colleague.api, { title: secret, texts: { de: secret } });
    const pool = app.context.database.servicePool;
    const rows = async () =>
      (await pool.query('select * from saved_reply where id = $1', [saved.body.id])).rows;
    const [row] = await rows();
    expect(row.key).toBe(saved.body.key);
    expect(row.content.includes(secret)).toBe(false);
    expect(app.log.join('\n')).not.toContain(secret);
    const gone = await addMember(app, 'gone');
    await pool.query('update saved_reply set owner_id = $1 where id = $2', [
      gone.id,
      saved.body.id,
    ]);
    await pool.query('delete from counselor where id = $1', [gone.id]);
    expect(await rows()).toEqual([]);
  });

  it('a change is told to the browsers, without a word of it', async () => {
    const stream = await openEvents(app.url, { cookie: colleague.api.cookie });
    const told = () =>
      stream.heard
        .filter(({ event }) => event.type === 'saved_reply.updated')
        .map((one) => one.event);
    const hear = (count: number) => waitFor('the event', () => told().length === count);
    await waitFor('the stream', () => stream.heard.length > 0);
    const { id } = await shared();
    await hear(1);
    await app.api.ok('PATCH', `${path}/${id}`, { title: 'Anders' });
    await hear(2);
    await app.api.request('DELETE', `${path}/${id}`);
    await hear(3);
    for (const event of told()) expect(event).toEqual({ type: 'saved_reply.updated' });
    stream.close();
  });

  it('a variable that nobody filled is sent to no contact; a note may hold it', async () => {
    const conversationId = await write(app.api, await addSimulator(app.api));
    const answer = await reply(app.api, conversationId, { text: 'Hallo {{ contact.name }}!' });
    expect([answer.status, JSON.stringify(answer.body)]).toEqual([
      422,
      expect.stringContaining('Fill in {{contact.name}} first.'),
    ]);
    expect(await threadOf(app.api, conversationId)).toHaveLength(1);
    expect((await reply(app.api, conversationId, { text: 'Tags: {{a}}, {{1}}' })).status).toBe(201);
    await app.api.ok('POST', `/api/conversations/${conversationId}/notes`, {
      clientMessageId: 'n',
      text: '{{contact.name}}',
    });
  });
});
