import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Channel } from '../contract/channel.ts';
import { addSimulator, note, reply, threadOf, write } from './phone.ts';
import { indexed, listed, search } from './search-scene.ts';
import { addOrganization } from './tenants.ts';
import { startTestApp, type TestApp } from './test-app.ts';

describe('searching', () => {
  let app: TestApp;
  let channel: Channel;

  beforeAll(async () => {
    app = await startTestApp();
    channel = await addSimulator(app.api);
  });
  afterAll(() => app?.stop());

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
    await indexed(app);
    for (const [language, q, marked] of [
      ['de', 'kuendig', 'Kündigung'],
      ['de', 'Post Kündigung', 'Kündigung'],
      ['ar', 'إقامة', 'الإقامة'],
      ['ru', 'ребенок', 'ребёнок'],
      ['fa', 'میخواهم', 'می‌خواهم'],
      ['zh', '居留', '居留'],
    ] as const) {
      const { messages } = await search(app, { q });
      expect(
        messages.items.map(({ conversation }) => conversation.id),
        q,
      ).toEqual([ids[language]]);
      const [hit] = messages.items;
      const { text = '', ranges = [] } = hit?.snippet ?? {};
      expect(ranges.map(({ start, end }) => text.slice(start, end))).toContain(marked);
      expect(await listed(app, { q }), q).toEqual([ids[language]]);
    }
    for (const q of ['Mietvertrag', 'Kündigung Mietvertrag', 'ündigung']) {
      expect(await search(app, { q })).toEqual({
        people: { items: [], nextCursor: null },
        messages: { items: [], nextCursor: null },
      });
      expect(await listed(app, { q })).toEqual([]);
    }
  });

  it('finds our replies, notes and the names of files', async () => {
    const id = await write(app.api, channel, { text: 'Hallo' });
    const file = await app.api.upload(Buffer.from('x'), 'Mietbescheinigung.txt', 'text/plain');
    await reply(app.api, id, { text: 'Bitte bringen Sie Ihren Reisepass mit' });
    await note(app.api, id, { text: 'Kommt nächste Woche wieder', attachmentIds: [file.id] });
    await indexed(app);
    const [own] = (await search(app, { q: 'reisepass' })).messages.items;
    expect(own).toMatchObject({ author: 'counselor', isNote: false, source: 'text' });
    expect(own?.counselorName).toBeTruthy();
    const [noted] = (await search(app, { q: 'naechste woche' })).messages.items;
    expect(noted).toMatchObject({ isNote: true, source: 'text', conversation: { id } });
    const [named] = (await search(app, { q: 'mietbeschein' })).messages.items;
    expect(named).toMatchObject({ source: 'file', snippet: { text: 'Mietbescheinigung.txt' } });
    expect(await listed(app, { q: 'reisepass' })).toEqual([id]);
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

  it('forgets at once what was changed or taken back, and finds what it says now', async () => {
    const id = await write(app.api, channel, { text: 'Altwort Zahnarzt' });
    await indexed(app);
    const [message] = await threadOf(app.api, id);
    const { servicePool } = app.context.database;
    const me = await app.api.ok<{ organization: { id: string } }>('GET', '/api/me');
    const keys = await app.context.keyring.of(me.organization.id);
    const content = JSON.stringify({ text: 'Neuwort Zahnarzt', payload: null });
    const sealed = keys.seal(message?.id ?? '', 'message.content', content);
    const hits = async (q: string) => (await search(app, { q })).messages.items.length;
    expect(await hits('altwort')).toBe(1);
    await servicePool.query('update message set content = $2, edited_at = now() where id = $1', [
      message?.id,
      sealed,
    ]);
    expect(await hits('altwort')).toBe(0);
    await indexed(app);
    expect([await hits('altwort'), await hits('neuwort zahnarzt')]).toEqual([0, 1]);
    await servicePool.query('update message set deleted_at = now() where id = $1', [message?.id]);
    expect([await hits('neuwort'), await listed(app, { q: 'neuwort' })]).toEqual([0, []]);
    await indexed(app);
    expect(await hits('neuwort')).toBe(0);
  });

  it('leaves no row of an erased contact', async () => {
    const id = await write(app.api, channel, { text: 'Löschprobe' });
    await note(app.api, id, { text: 'Löschnotiz' });
    await indexed(app);
    const { servicePool } = app.context.database;
    const count = async () => {
      const { rows } = await servicePool.query(
        `select (select count(*) from message_words where conversation_id = $1)
          + (select count(*) from note_words where conversation_id = $1)
          + (select count(*) from contact_words where contact_id = $2)::int as n`,
        [id, contactId],
      );
      return Number(rows[0].n);
    };
    const { rows } = await servicePool.query('select contact_id from conversation where id = $1', [
      id,
    ]);
    const contactId = rows[0].contact_id as string;
    expect(await count()).toBe(3);
    const client = await servicePool.connect();
    try {
      await client.query('begin');
      await client.query('delete from conversation where id = $1', [id]);
      await client.query('delete from contact_address where contact_id = $1', [contactId]);
      await client.query('delete from contact where id = $1', [contactId]);
      await client.query('commit');
    } finally {
      client.release();
    }
    expect(await count()).toBe(0);
    expect(await listed(app, { q: 'loeschprobe' })).toEqual([]);
  });

  it('P9: finds nothing of another organization, which can ask for the same words', async () => {
    const other = await addOrganization(app);
    const theirs = await addSimulator(other.api);
    const [mine, notMine] = [
      await write(app.api, channel, { text: 'Grenzwort hier' }),
      await write(other.api, theirs, { text: 'Grenzwort dort' }),
    ];
    await indexed(app);
    expect(await listed(app, { q: 'grenzwort' })).toEqual([mine]);
    expect(await listed(other, { q: 'grenzwort' })).toEqual([notMine]);
    const { messages } = await search(other, { q: 'grenzwort', channelId: channel.id });
    expect(messages.items).toEqual([]);
    expect((await search(other, { q: 'hier', conversationId: mine })).messages.items).toEqual([]);
  });

  it('filters by language, topic, channel, office and days in Berlin', async () => {
    const elsewhere = await addSimulator(app.api, 'Filter');
    const office = await app.api.ok<{ id: string }>('POST', '/api/offices', { name: 'Nordstadt' });
    const [one = '', two = ''] = [
      await write(app.api, elsewhere, { text: 'Filterwort eins' }),
      await write(app.api, channel, { text: 'Filterwort zwei' }),
    ];
    await app.api.ok('POST', `/api/conversations/${one}/topic`, { topic: 'housing' });
    const { servicePool } = app.context.database;
    await servicePool.query('update conversation set office_id = $2 where id = $1', [
      one,
      office.id,
    ]);
    await servicePool.query(
      `update contact set language = 'ar' where id = (select contact_id from conversation where id = $1)`,
      [one],
    );
    // Half past midnight on the first of July in Berlin is still June in UTC.
    await servicePool.query(
      `update message set sent_at = '2026-06-30T22:30:00Z' where conversation_id = $1`,
      [one],
    );
    await servicePool.query('update message_words set tokens = null where conversation_id = $1', [
      one,
    ]);
    await indexed(app);
    const q = 'filterwort';
    const found = async (query: Record<string, string>) =>
      (await search(app, { q, ...query })).messages.items.map(
        ({ conversation }) => conversation.id,
      );
    expect(await found({})).toEqual([two, one]);
    const filters: Record<string, string>[] = [
      { language: 'ar' },
      { topic: 'housing' },
      { channelId: elsewhere.id },
      { officeId: office.id },
      { conversationId: one },
      { from: '2026-07-01', to: '2026-07-01' },
      { to: '2026-07-01' },
    ];
    for (const query of filters) expect(await found(query), JSON.stringify(query)).toEqual([one]);
    expect(await found({ to: '2026-06-30' })).toEqual([]);
    expect(await found({ from: '2026-07-02' })).toEqual([two]);
    expect(await listed(app, { q, topic: 'housing' })).toEqual([one]);
    for (const query of [
      'from=2026-07-02&to=2026-07-01',
      'from=yesterday',
      'from=0000-01-01',
      'cursor=x',
    ])
      expect((await app.api.request('GET', `/api/search?q=${q}&${query}`)).status, query).toBe(422);
  });
});
