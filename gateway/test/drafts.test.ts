import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Drafts } from '../contract/draft.ts';
import { applyRetention } from '../retention.ts';
import type { ApiClient } from './api-client.ts';
import { openEvents } from './event-stream.ts';
import { addSimulator, note, reply, threadOf, write, type Page } from './phone.ts';
import { addMember, type Member } from './tenants.ts';
import { startTestApp, type TestApp } from './test-app.ts';
import { waitFor } from './wait-for.ts';

const none = { text: '', attachments: [], updatedAt: null };
const empty = { ...none, note: none };

describe('drafts', () => {
  let app: TestApp;
  let colleague: Member;
  let conversationId: string;
  let path: string;

  beforeAll(async () => {
    app = await startTestApp();
    colleague = await addMember(app, 'colleague');
    conversationId = await write(app.api, await addSimulator(app.api));
    path = `/api/conversations/${conversationId}/draft`;
  });
  afterAll(() => app?.stop());

  const save = (body: Record<string, unknown>, api: ApiClient = app.api) =>
    api.ok<Drafts>('PUT', path, body);
  const read = (api: ApiClient = app.api) => api.ok<Drafts>('GET', path);
  const list = async (api: ApiClient = app.api) =>
    (await api.ok<Page<{ isNote: boolean }>>('GET', '/api/drafts')).items;
  const sql = async (text: string) =>
    (await app.context.database.servicePool.query<Record<string, unknown>>(text)).rows;
  const upload = (name: string, api: ApiClient = app.api) =>
    api.upload(Buffer.from('Zeugnis'), name, 'text/plain');
  const clear = async () => {
    await save({ text: '', isNote: true });
    return save({ text: '' });
  };

  it('a draft belongs to its writer and conversation', async () => {
    expect(await read()).toEqual(empty);
    const text = 'مسودة – noch nicht fertig\n🙂';
    expect(await save({ text })).toEqual({ ...empty, text, updatedAt: expect.any(String) });
    expect(await read()).toMatchObject({ text });
    expect(await read(colleague.api)).toEqual(empty);
    expect(await list()).toEqual([{ conversationId, isNote: false }]);
    expect(await list(colleague.api)).toEqual([]);
    await save({ text: 'zweite Fassung' });
    expect(await read()).toMatchObject({ text: 'zweite Fassung' });
    expect(await sql("select position('Fassung' in content) as at from draft")).toEqual([
      { at: 0 },
    ]);
    expect(await save({ text: '' })).toEqual(empty);
    expect(await list()).toEqual([]);
    expect((await app.api.request('PUT', path, { text: 'x'.repeat(20_001) })).status).toBe(422);
    expect((await threadOf(app.api, conversationId)).length).toBe(1);
    await Promise.all(
      Array.from({ length: 5 }, (_, index) => save({ text: `gleichzeitig ${index}` })),
    );
    expect(await sql('select 1 as one from draft')).toEqual([{ one: 1 }]);
    await clear();
  });

  it('an unsent note is kept apart from the reply, sealed, and seen by no colleague', async () => {
    await save({ text: 'An die Person' });
    await save({ text: 'Vertraulich, nur für uns', isNote: true });
    expect(await read()).toMatchObject({
      text: 'An die Person',
      note: { text: 'Vertraulich, nur für uns' },
    });
    expect(await read(colleague.api)).toEqual(empty);
    expect(await list()).toHaveLength(2);
    expect(await sql('select count(*)::integer as count from draft')).toEqual([{ count: 1 }]);
    expect(await sql("select position('Vertraulich' in content) as at from note_draft")).toEqual([
      { at: 0 },
    ]);
    expect(app.log.join('\n')).not.toContain('Vertraulich');
    await save({ text: '' });
    expect(await read()).toMatchObject({ text: '', note: { text: 'Vertraulich, nur für uns' } });
    await clear();
  });

  it('files wait with the text they belong to, until they are sent or left out', async () => {
    const [ours, second, theirs] = [
      await upload('zeugnis.txt'),
      await upload('brief.txt'),
      await upload('fremd.txt', colleague.api),
    ];
    const attachmentIds = [second.id, theirs.id, ours.id];
    await save({ text: 'Mit Anhang', attachmentIds });
    const names = async () => (await read()).attachments.map(({ fileName }) => fileName);
    expect(await names()).toEqual(['brief.txt', 'zeugnis.txt']);
    await save({ text: 'Mit Anhang, weiter geschrieben' });
    expect(await names()).toEqual(['brief.txt', 'zeugnis.txt']);
    await save({ text: '', attachmentIds: [ours.id] });
    expect(await list()).toHaveLength(1);
    expect(await names()).toEqual(['zeugnis.txt']);
    const sent = await reply(app.api, conversationId, { text: 'x', attachmentIds: [ours.id] });
    expect(sent.status).toBe(201);
    expect(await names()).toEqual([]);
    expect(await clear()).toEqual(empty);
    const inNote = await upload('notiz.txt');
    await save({ text: '', isNote: true, attachmentIds: [inNote.id] });
    expect((await read()).note.attachments).toHaveLength(1);
    expect((await read()).attachments).toEqual([]);
    expect((await note(app.api, conversationId, { attachmentIds: [inNote.id] })).status).toBe(201);
    await clear();
  });

  it('what a draft holds outlives other uploads, and not for ever', async () => {
    const [kept, old, lost] = [await upload('a.txt'), await upload('b.txt'), await upload('c.txt')];
    await save({ text: 'wartet', isNote: true, attachmentIds: [kept.id, old.id] });
    const age = (id: string, days: number) =>
      sql(`update attachment set created_at = now() - interval '${days} days' where id = '${id}'`);
    await age(kept.id, 2);
    await age(lost.id, 2);
    await age(old.id, 31);
    await applyRetention(app.context.database, app.context.log);
    const ids = [kept.id, old.id, lost.id].map((id) => `'${id}'`).join();
    expect(await sql(`select id from attachment where id in (${ids})`)).toEqual([{ id: kept.id }]);
    await clear();
  });

  it('the other windows of the same person hear of it, and nobody else; nothing is stored', async () => {
    const streams = await Promise.all(
      [app.api, app.api, colleague.api].map(({ cookie }) => openEvents(app.url, { cookie })),
    );
    await waitFor('the streams', () => streams.every(({ heard }) => heard.length > 0));
    const elsewhere = await write(app.api, await addSimulator(app.api, 'Elsewhere'));
    for (const text of ['a', 'ab', '', ''])
      await app.api.ok('PUT', `/api/conversations/${elsewhere}/draft`, { text });
    const told = (index: number) =>
      (streams[index]?.heard ?? []).flatMap(({ event, id }) =>
        event.type.startsWith('draft.') && event.conversationId === elsewhere
          ? [[event.type, id]]
          : [],
      );
    const expected = ['draft.created', 'draft.updated', 'draft.removed'].map((type) => [type, '']);
    await waitFor('both windows to hear', () => told(0).length >= 3 && told(1).length >= 3);
    // A colleague's stream has had at least as long: an event of the organization comes behind those of one person.
    await write(app.api, await addSimulator(app.api, 'Another'));
    await waitFor('the colleague to hear', () =>
      streams[2]?.heard.some(({ event }) => event.type === 'message.received'),
    );
    expect([told(0), told(1), told(2)]).toEqual([expected, expected, []]);
    const stored = await sql("select 1 from realtime_event where type like 'draft%'");
    expect(stored).toEqual([]);
    for (const stream of streams) stream.close();
  });
});
