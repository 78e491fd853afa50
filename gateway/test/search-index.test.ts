import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Channel } from '../contract/channel.ts';
import { asOwner } from './as-owner.ts';
import { addSimulator, write } from './phone.ts';
import { indexed, listed, search } from './search-scene.ts';
import { startOn, startTestApp, type TestApp } from './test-app.ts';

describe('the search index', () => {
  let app: TestApp;
  let channel: Channel;
  let conversationId = '';
  const months = 38;

  beforeAll(async () => {
    app = await startTestApp({ ROLE: 'web' });
    channel = await addSimulator(app.api);
    const phoneId = 'long-term';
    for (let index = 0; index < months; index += 1)
      conversationId = await write(app.api, channel, {
        phoneId,
        text: `Dauerwort Nummer ${index + 100}`,
      });
    // One message a month, the last one now.
    await app.context.database.servicePool.query(
      `update message m set sent_at = now() - make_interval(months => $2 - place.n)
       from (select id, row_number() over (order by seq)::int as n from message where conversation_id = $1) place
       where m.id = place.id`,
      [conversationId, months],
    );
  });
  afterAll(() => app?.stop());

  const query = (text: string, values: unknown[] = []) =>
    app.context.database.servicePool.query(text, values);

  it('is filled by a worker that starts when everything is already there', async () => {
    const { rows } = await query('select from message_words');
    expect(rows).toEqual([]);
    await work();
    expect((await search(app, { q: 'dauerwort 100' })).messages.items.length).toBe(1);
  });

  it('is complete again when old rows are lost while nothing new comes', async () => {
    // Its id says that it came long ago, as those of everything before an upgrade do.
    const id = `01900000-0000-7000-8000-${'0'.repeat(12)}`;
    const me = await app.api.ok<{ organization: { id: string } }>('GET', '/api/me');
    const keys = await app.context.keyring.of(me.organization.id);
    const content = JSON.stringify({ text: 'Vorzeitwort', payload: null });
    await query(
      `insert into message (id, organization_id, conversation_id, channel_id, seq, order_at, direction, author, kind,
         content, sent_at, received_at)
       select $1, organization_id, conversation_id, channel_id, 0, '2024-06-20', direction, author, kind, $2,
         '2024-06-20', '2024-06-20' from message limit 1`,
      [id, keys.seal(id, 'message.content', content)],
    );
    await query('delete from message_words');
    await work();
    expect((await search(app, { q: 'vorzeit' })).messages.items.length).toBe(1);
    await query('delete from message where id = $1', [id]);
  });

  /** A worker lives until there is nothing left to do for it. */
  async function work(): Promise<void> {
    const log: string[] = [];
    const worker = await startOn(app.database, { ...app.environment, ROLE: 'worker' }, log);
    try {
      await indexed(app);
    } finally {
      await worker.stop();
    }
    expect(log.filter((line) => line.includes('schedule failed'))).toEqual([]);
  }

  it('walks back through three years, page by page, newest first', async () => {
    const texts: string[] = [];
    let cursor: string | null = null;
    do {
      const { messages } = await search(app, {
        q: 'dauerw',
        kind: 'messages',
        limit: '7',
        ...(cursor && { cursor }),
      });
      texts.push(...messages.items.map(({ snippet }) => snippet.text));
      cursor = messages.nextCursor;
    } while (cursor !== null);
    const expected = Array.from({ length: months }, (_, n) => `Dauerwort Nummer ${n + 100}`);
    expect(texts).toHaveLength(months);
    expect(texts.toSorted()).toEqual(expected);
    expect(texts[0]).toBe(`Dauerwort Nummer ${months + 99}`);
    expect(await listed(app, { q: 'Nummer 100' })).toEqual([conversationId]);
  });

  it('holds no readable word, and the same word looks different every month', async () => {
    await asOwner(app.database, async (client) => {
      const { rows } = await client.query<{ line: string }>(
        `select w::text as line from message_words w union all
         select w::text from contact_words w union all select w::text from note_words w`,
      );
      expect(rows.length).toBeGreaterThan(months);
      const dump = rows.map(({ line }) => line.toLowerCase()).join();
      for (const word of ['dauer', 'wort', 'nummer', 'amina']) expect(dump).not.toContain(word);
      const repeated = await client.query(
        'select token from message_words, unnest(tokens) as token group by token having count(*) > 1',
      );
      expect(repeated.rows).toEqual([]);
    });
  });

  it('is seen only through the wall between organizations', async () => {
    await asOwner(app.database, async (client) => {
      await client.query('set role lotse_tenant');
      for (const table of ['message_words', 'note_words', 'contact_words'])
        expect((await client.query(`select from ${table}`)).rowCount, table).toBe(0);
      const { rows } = await client.query(`select * from find_messages(array['{1,2}'])`);
      expect(rows).toEqual([]);
    });
  });
});
