import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Channel } from '../contract/channel.ts';
import type { Conversation } from '../contract/conversation.ts';
import type { MessageHit, PersonHit } from '../contract/search.ts';
import { addSimulator, note, reply, threadOf, write, type Page } from './phone.ts';
import { startTestApp, type TestApp } from './test-app.ts';
import { waitFor } from './wait-for.ts';

type Answer = { people: Page<PersonHit>; messages: Page<MessageHit> };

describe('searching', () => {
  let app: TestApp;
  let channel: Channel;

  beforeAll(async () => {
    app = await startTestApp();
    channel = await addSimulator(app.api);
  });
  afterAll(() => app?.stop());

  const sql = (text: string, values: unknown[] = []) =>
    app.context.database.servicePool.query(text, values);
  const search = (query: Record<string, string>, api = app.api) =>
    api.ok<Answer>('GET', `/api/search?${new URLSearchParams(query)}`);
  const list = async (query: Record<string, string>, api = app.api) =>
    (
      await api.ok<Page<Conversation>>(
        'GET',
        `/api/conversations?${new URLSearchParams({ status: 'all', ...query })}`,
      )
    ).items.map(({ id }) => id);
  /** Until everything that is there has been read. */
  const indexed = () =>
    waitFor('the index to be complete', async () => {
      const { rows } = await sql(
        `select (select count(*) from message m left join message_words w on w.message_id = m.id where w.tokens is null)
          + (select count(*) from note n left join note_words w on w.note_id = n.id where w.tokens is null)
          + (select count(*) from contact c left join contact_words w on w.contact_id = c.id where w.tokens is null) as n`,
      );
      return Number(rows[0].n) === 0;
    });

  it('finds messages in every script, marked in a snippet, and their conversations', async () => {
    const texts = {
      de: 'Guten Tag, meine Kündigung kam gestern mit der Post.',
      ar: 'السلام عليكم، أريد تمديد الإقامة قبل نهاية الشهر',
      ru: 'Здравствуйте, у меня родился ребёнок',
      fa: 'سلام، من می‌خواهم در آلمان بمانم',
      zh: '我的居留许可到期了',
    };
    const ids: Record<string, string> = {};
    for (const [language, text] of Object.entries(texts))
      ids[language] = await write(app.api, channel, { text });
    await indexed();
    for (const [language, q, marked] of [
      ['de', 'kuendig', 'Kündigung'],
      ['de', 'Post Kündigung', 'Kündigung'],
      ['ar', 'إقامة', 'الإقامة'],
      ['ru', 'ребенок', 'ребёнок'],
      ['fa', 'میخواهم', 'می‌خواهم'],
      ['zh', '居留', '居留'],
    ] as const) {
      const { messages } = await search({ q });
      expect(
        messages.items.map(({ conversation }) => conversation.id),
        q,
      ).toEqual([ids[language]]);
      const [hit] = messages.items;
      const { text = '', ranges = [] } = hit?.snippet ?? {};
      expect(ranges.map(({ start, end }) => text.slice(start, end))).toContain(marked);
      expect(await list({ q }), q).toEqual([ids[language]]);
    }
    for (const q of ['Mietvertrag', 'Kündigung Mietvertrag', 'ündigung']) {
      expect(await search({ q })).toEqual({
        people: { items: [], nextCursor: null },
        messages: { items: [], nextCursor: null },
      });
      expect(await list({ q })).toEqual([]);
    }
  });

  it('finds our replies, notes and the names of files', async () => {
    const id = await write(app.api, channel, { text: 'Hallo' });
    const file = await app.api.upload(Buffer.from('x'), 'Mietbescheinigung.txt', 'text/plain');
    await reply(app.api, id, { text: 'Bitte bringen Sie Ihren Reisepass mit' });
    await note(app.api, id, { text: 'Kommt nächste Woche wieder', attachmentIds: [file.id] });
    await indexed();
    const [own] = (await search({ q: 'reisepass' })).messages.items;
    expect(own).toMatchObject({ author: 'counselor', isNote: false, source: 'text' });
    expect(own?.counselorName).toBeTruthy();
    const [noted] = (await search({ q: 'naechste woche' })).messages.items;
    expect(noted).toMatchObject({ isNote: true, source: 'text', conversation: { id } });
    const [named] = (await search({ q: 'mietbeschein' })).messages.items;
    expect(named).toMatchObject({ source: 'file', snippet: { text: 'Mietbescheinigung.txt' } });
    expect(await list({ q: 'reisepass' })).toEqual([id]);
    expect((await threadOf(app.api, id)).map((one) => one.id)).toContain(named?.messageId);
  });

  it('says what is wrong with a text that asks for nothing', async () => {
    for (const q of ['', ' ', '%', '*', "'", '😀', 'x'.repeat(201)]) {
      const path = new URLSearchParams({ q });
      for (const where of ['/api/search', '/api/conversations'])
        expect((await app.api.request('GET', `${where}?${path}`)).status, `${where} ${q}`).toBe(
          422,
        );
    }
    expect((await app.api.request('GET', '/api/search')).status).toBe(422);
    expect((await app.api.request('GET', '/api/search?q=a&q=b')).status).toBe(422);
    for (const q of ["x' or 1=1 --", '{1,2}', 'a\\', '%%abc', '\u0000abc'])
      expect(
        (await app.api.request('GET', `/api/search?${new URLSearchParams({ q })}`)).status,
      ).toBe(200);
  });
});
