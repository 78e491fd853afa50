import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, type Database } from '../database.ts';
import { newId } from '../ids.ts';
import { createLogger } from '../logger.ts';
import { createTestDatabase, type TestDatabase } from '../test/database.ts';
import { startHub } from './hub.ts';
import { publish } from './publish.ts';
import { newestEventId, replay } from './replay.ts';
import { waitFor } from '../test/wait-for.ts';

const log = createLogger('silent');

describe('looking back', () => {
  let testDatabase: TestDatabase;
  let database: Database;
  const [ours, theirs] = [newId(), newId()];
  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    database = await openDatabase(testDatabase.address, log);
  });
  afterAll(async () => {
    await database?.close();
    await testDatabase?.drop();
  });
  beforeEach(async () => void (await asOwner('truncate realtime_event restart identity')));

  async function asOwner(sql: string) {
    const client = new pg.Client(testDatabase.address);
    await client.connect();
    await client.query(sql);
    await client.end();
  }
  const say = async (organizationId = ours) => {
    const messageId = newId();
    await publish(database.servicePool, organizationId, { type: 'message.created', messageId });
    return messageId;
  };
  const after = async (id: string, organizationId = ours) =>
    (await replay(database, organizationId, id))?.map(({ event }) => event.messageId);

  it('gives what came later, of one organization, in order', async () => {
    const first = await say();
    const seen = await newestEventId(database);
    const [foreign, second, third] = [await say(theirs), await say(), await say()];
    expect((await after(seen))?.filter((id) => id !== first)).toEqual([second, third]);
    expect(await after(seen, theirs)).toEqual([foreign]);
    expect((await after(await newestEventId(database)))?.includes(first ?? '') ?? false).toBe(
      false,
    );
  });

  it('from zero it gives everything, as long as the first event is there', async () => {
    expect(await newestEventId(database)).toBe('0');
    expect(await after('0')).toBe(undefined);
    const all = [await say(), await say()];
    expect(await after('0')).toEqual(all);
    await asOwner('delete from realtime_event where id = 1');
    expect(await after('0')).toBe(undefined);
    await asOwner('delete from realtime_event');
    expect(await after('0')).toBe(undefined);
  });

  it('knows nothing after an id that is gone, never was, or is none', async () => {
    await say();
    const seen = await newestEventId(database);
    await asOwner(`delete from realtime_event where id = ${seen}`);
    for (const id of [seen, '12345', '', 'x', '-1', '1 or true', '1'.repeat(19)])
      expect(await after(id), id).toBe(undefined);
  });

  it('an event of a transaction that was open is given after, whatever its id', async () => {
    const clients = [
      new pg.Client(testDatabase.address),
      new pg.Client(testDatabase.address),
    ] as const;
    const [first, second] = clients;
    try {
      await Promise.all(clients.map((client) => client.connect()));
      const [low, middle] = [newId(), newId()];
      await first.query('begin');
      await publish(first, ours, { type: 'message.received', messageId: low });
      await second.query('begin');
      await publish(second, ours, { type: 'message.received', messageId: middle });
      const high = await say();
      const seen = await newestEventId(database);
      expect(seen).toBe('3');
      expect(await after(seen)).toEqual([]);
      await second.query('commit');
      expect(await after(seen)).toEqual([middle]);
      await first.query('commit');
      expect(await after(seen)).toEqual([low, middle]);
      const next = await say();
      expect(await after(seen)).toEqual([low, middle, next]);
      expect((await after('1'))?.toSorted()).toEqual([middle, high, next].toSorted());
    } finally {
      await Promise.all(clients.map((client) => client.end()));
    }
  });

  it('an event of a transaction that was undone never was', async () => {
    const client = new pg.Client(testDatabase.address);
    await client.connect();
    const heard: (string | undefined)[] = [];
    const hub = await startHub(database, log);
    const unsubscribe = hub.subscribe(ours, ({ event }) => heard.push(event.messageId));
    try {
      await client.query('begin');
      await publish(client, ours, { type: 'message.created', messageId: newId() });
      await client.query('rollback');
      const real = await say();
      await waitFor('the real one to be heard', () => heard.includes(real));
      expect(heard).toEqual([real]);
      expect(await after('1')).toBe(undefined);
      unsubscribe();
      await say();
      const last = await say(theirs);
      const theirsHeard: (string | undefined)[] = [];
      hub.subscribe(theirs, ({ event }) => theirsHeard.push(event.messageId));
      const next = await say(theirs);
      await waitFor('the next one to be heard', () => theirsHeard.includes(next));
      expect([heard, theirsHeard.filter((id) => id !== last)]).toEqual([[real], [next]]);
    } finally {
      await hub.close();
      await client.end();
    }
  });
});
