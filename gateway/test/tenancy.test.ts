import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { signIn, type ApiClient } from './api-client.ts';
import { asOwner } from './as-owner.ts';
import {
  conversationsOf,
  postSimulator,
  postTelegram,
  startMessengers,
  type Messengers,
} from './messengers.ts';
import { textUpdate } from './telegram-updates.ts';
import { waitFor } from './wait-for.ts';
import type { Channel } from '../contract/channel.ts';
import type { Message } from '../contract/message.ts';
import { standardSettings } from '../contract/notification.ts';
import { newBrowser } from './fake-push-service.ts';
import { signatureHeader, signSimulatorRequest } from '../../adapters/simulator/signature.ts';

/** Tables of the whole installation. A new table is either listed here or belongs to an organization. */
const shared = ['migration', 'login_failure', 'notification_cursor', 'automation_cursor'];
/** What a request never needs to see. */
const closed = ['data_key', 'earlier_part_id', 'inbound_event', 'parked_status', 'removed_file'];
const denied = '42501';

describe('the wall between organizations', () => {
  let all: Messengers;
  let tables: string[];
  let a: string;
  let b: string;
  let tenant: pg.Client;

  beforeAll(async () => {
    all = await startMessengers();
    const { api, database, url } = all.app;
    const admin = { email: 'b@example.org', password: 'another long password' };
    await api.ok('POST', '/api/organizations', { name: 'B', admin });
    const apiOfB = await signIn(url, admin.email, admin.password);
    a = (await api.ok<{ organization: { id: string } }>('GET', '/api/me')).organization.id;
    b = (await apiOfB.ok<{ organization: { id: string } }>('GET', '/api/me')).organization.id;
    await postTelegram(all, textUpdate('für A'));
    await fill(api, all.channels.telegram);
    const channel = await apiOfB.ok<Channel>('POST', '/api/channels', {
      kind: 'simulator',
      name: 'Simulator of B',
      credentials: { secret: 'the secret of organization b' },
    });
    const event = {
      type: 'message',
      id: 'b1',
      phone: { id: 'p' },
      text: 'für B',
      at: new Date().toISOString(),
    };
    const body = Buffer.from(JSON.stringify({ events: [event] }));
    const headers = {
      [signatureHeader]: signSimulatorRequest('the secret of organization b', body),
    };
    expect((await fetch(channel.webhookUrl, { method: 'POST', headers, body })).status).toBe(200);
    await fill(apiOfB, channel);
    tables = await asOwner(database, async (client) => {
      const { rows } = await client.query<{ name: string }>(
        `select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
         order by 1`,
      );
      return rows.map(({ name }) => name);
    });
    tenant = new pg.Client({ ...database.address, options: '-c role=lotse_tenant' });
    await tenant.connect();
  });
  afterAll(async () => {
    await tenant?.end();
    await all?.stop();
  });
  beforeEach(() => tenant.query('reset lotse.organization_id'));

  /** A little of everything that people of an organization make. */
  async function fill(api: ApiClient, channel: Channel): Promise<void> {
    const [conversation] = await conversationsOf(all.app, channel, api);
    const path = `/api/conversations/${conversation?.id}`;
    const { id } = await api.upload(Buffer.from('ein Anhang'), 'a.txt', 'text/plain');
    const { counselor } = await api.ok<{ counselor: { id: string } }>('GET', '/api/me');
    await api.ok('POST', `${path}/notes`, {
      clientMessageId: 'n',
      text: 'Notiz',
      attachmentIds: [id],
      mentionIds: [counselor.id],
    });
    for (const isNote of [false, true])
      await api.ok('PUT', `${path}/draft`, { text: 'Entwurf', isNote });
    const label = await api.ok('POST', '/api/labels', { name: 'Label', color: 'teal' });
    await api.ok('POST', `${path}/labels`, { add: [label['id']] });
    const reply = await api.ok<Message>('POST', `${path}/messages`, {
      clientMessageId: 'r',
      text: 'Antwort',
    });
    await waitFor(
      'the answer to be sent',
      async () => (await api.ok<Message>('GET', `/api/messages/${reply.id}`)).externalId,
    );
    const view = await api.ok('POST', '/api/views', { name: 'Ansicht', filters: {} });
    await api.ok('PUT', '/api/view-order', { viewIds: [view['id']] });
    await api.ok('POST', '/api/tokens', { name: 'token' });
    await api.ok('PUT', `/api/counselors/${counselor.id}/profile`, {
      alias: 'Beratung A.',
      languages: [{ language: 'ar', level: 'native' }],
      topics: [],
      capacity: 20,
      accepts: 'everyone',
      hours: [],
    });
    const away = { from: '2099-01-01', to: '2099-01-02' };
    await api.ok('POST', `/api/counselors/${counselor.id}/absences`, away);
    const saved = { key: 'danke', title: 'Danke', texts: { de: 'Danke!' } };
    await api.ok('POST', '/api/saved-replies', saved);
    await api.ok('PUT', '/api/notification-settings', standardSettings);
    await api.ok('POST', '/api/push-subscriptions', {
      ...newBrowser(`https://push.example.org/${conversation?.id}`),
      label: 'Firefox',
      language: 'de',
    });
  }
  const own = () => tables.filter((table) => !shared.includes(table) && table !== 'organization');
  const open = () => own().filter((table) => !closed.includes(table));
  const become = (organizationId: string) =>
    tenant.query("select set_config('lotse.organization_id', $1, false)", [organizationId]);
  const count = async (client: pg.Client, table: string, condition = 'true') =>
    Number((await client.query(`select count(*) from ${table} where ${condition}`)).rows[0].count);
  /** In a transaction that is rolled back. */
  async function attempt(
    statement: string,
    values: unknown[] = [],
  ): Promise<pg.QueryResult | string> {
    await tenant.query('begin');
    try {
      return await tenant.query(statement, values);
    } catch (error) {
      return error instanceof pg.DatabaseError ? (error.code ?? '') : String(error);
    } finally {
      await tenant.query('rollback');
    }
  }

  it('every table belongs to an organization and has row-level security and policies, or is listed as shared', async () => {
    const { rows } = await asOwner(all.app.database, (client) =>
      client.query(
        `select c.relname as name, c.relrowsecurity as is_secured,
           exists (select from pg_attribute where attrelid = c.oid and attname = 'organization_id' and attnotnull) as is_owned,
           array(select polname from pg_policy where polrelid = c.oid order by 1)::text[] as policies
         from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`,
      ),
    );
    expect(rows.length).toBeGreaterThan(20);
    for (const { name, is_secured, is_owned, policies } of rows) {
      if (shared.includes(name)) continue;
      expect({ name, is_secured, is_owned: is_owned || name === 'organization' }).toEqual({
        name,
        is_secured: true,
        is_owned: true,
      });
      expect({ name, policies }).toEqual({
        name,
        policies: closed.includes(name) ? ['service'] : ['service', 'tenant'],
      });
    }
  });

  it('neither role owns a table, may switch the wall off, or is above it', async () => {
    const { rows } = await asOwner(all.app.database, (client) =>
      client.query(
        `select r.rolname as name, r.rolsuper, r.rolbypassrls, r.rolcanlogin,
           (select count(*)::integer from pg_class c where c.relowner = r.oid) as tables
         from pg_roles r where r.rolname in ('lotse_tenant', 'lotse_service') order by 1`,
      ),
    );
    const harmless = { rolsuper: false, rolbypassrls: false, rolcanlogin: false, tables: 0 };
    expect(rows).toEqual([
      { name: 'lotse_service', ...harmless },
      { name: 'lotse_tenant', ...harmless },
    ]);
    expect(await attempt('alter table message disable row level security')).toBe(denied);
    expect(await attempt('drop policy tenant on message')).toBe(denied);
    expect(await attempt('truncate message')).toBe(denied);
  });

  it('both organizations have something in the tables, so that the rest means something', async () => {
    const filled = [
      'contact',
      'contact_address',
      'conversation',
      'message',
      'note',
      'mention',
      'view',
      'view_order',
      'draft',
      'note_draft',
      'faq_entry',
      'faq_translation',
      'triage_rule',
      'faq_version',
      'label',
      'conversation_label',
      'saved_reply',
      'attachment',
      'delivery',
      'delivery_part',
      'channel',
      'counselor',
      'session',
      'api_token',
      'topic',
      'realtime_event',
      'inbound_event',
      'data_key',
      'notification_setting',
      'counselor_profile',
      'counselor_absence',
      'push_subscription',
    ];
    await asOwner(all.app.database, async (client) => {
      for (const table of filled) {
        for (const id of [a, b])
          expect(await count(client, table, `organization_id = '${id}'`), table).toBeGreaterThan(0);
      }
    });
  });

  it('who names no organization sees nothing in any table', async () => {
    for (const table of [...own(), 'organization'])
      expect(await count(tenant, table), table).toBe(0);
    await tenant.query("set lotse.organization_id = ''");
    for (const table of [...own(), 'organization'])
      expect(await count(tenant, table), table).toBe(0);
  });

  it('who names A sees all of A and nothing of B', async () => {
    await become(a);
    await asOwner(all.app.database, async (owner) => {
      for (const table of open()) {
        const ofA = await count(owner, table, `organization_id = '${a}'`);
        expect(await count(tenant, table), table).toBe(ofA);
        expect(await count(tenant, table, `organization_id = '${b}'`), table).toBe(0);
      }
    });
    expect(await count(tenant, 'organization')).toBe(1);
  });

  it('who names A changes and deletes nothing of B', async () => {
    await become(a);
    for (const table of open()) {
      const changed = await attempt(
        `update ${table} set organization_id = organization_id where organization_id = $1`,
        [b],
      );
      expect(changed, table).toMatchObject({ rowCount: 0 });
      expect(
        await attempt(`delete from ${table} where organization_id = $1`, [b]),
        table,
      ).toMatchObject({ rowCount: 0 });
    }
    expect(await attempt(`update organization set name = 'x'`)).toMatchObject({ rowCount: 0 });
    expect(await attempt('delete from organization')).toMatchObject({ rowCount: 0 });
  });

  it('who names A can neither write rows of B nor give rows away to B', async () => {
    await become(a);
    for (const table of open()) {
      const isEmpty = (await count(tenant, table)) === 0;
      const given = await attempt(`update ${table} set organization_id = $1`, [b]);
      expect(isEmpty ? denied : given, table).toBe(denied);
      if (table === 'realtime_event') continue;
      // What the policy refuses comes before what the columns demand.
      const insert = `insert into ${table} (organization_id) values ($1)`;
      expect(await attempt(insert, [b]), table).toBe(denied);
      expect(await attempt(insert, [a]), `${table} of A lacks columns only`).not.toBe(denied);
    }
    expect(
      await attempt('insert into realtime_event (organization_id, type) values ($1, $2)', [
        b,
        'reset',
      ]),
    ).toBe(denied);
    expect(
      await attempt('insert into organization values (gen_random_uuid(), $1, now())', ['C']),
    ).toBe(denied);
  });

  it.each(closed)('%s is closed to requests altogether', async (table) => {
    await become(a);
    expect(await count(tenant, table)).toBe(0);
    expect(await attempt(`delete from ${table}`)).toMatchObject({ rowCount: 0 });
    expect(
      await attempt(`insert into ${table} (id, organization_id) values (gen_random_uuid(), $1)`, [
        a,
      ]),
    ).toBe(denied);
  });

  it.each(shared)('%s is out of reach of requests', async (table) => {
    expect(await attempt(`select from ${table}`)).toBe(denied);
  });

  it('intake and workers may cross', async () => {
    const { servicePool } = all.app.context.database;
    const { rows } = await servicePool.query(
      'select current_user as role, count(distinct organization_id)::integer as n from message group by 1',
    );
    expect(rows).toEqual([{ role: 'lotse_service', n: 2 }]);
  });

  it('the connections of requests see nothing by themselves', async () => {
    const rows = await all.app.context.database.orm.em
      .getConnection()
      .execute('select current_user as role, count(*)::integer as n from message');
    expect(rows).toEqual([{ role: 'lotse_tenant', n: 0 }]);
  });

  it('a message of one organization is nowhere in the API of the other', async () => {
    const apiOfB = await signIn(all.app.url, 'b@example.org', 'another long password');
    const [conversation] = await conversationsOf(all.app, all.channels.telegram);
    for (const path of [
      `/api/conversations/${conversation?.id}`,
      `/api/conversations/${conversation?.id}/messages`,
      `/api/contacts/${conversation?.contact.id}`,
      `/api/messages/${conversation?.lastMessage?.id}`,
      `/api/channels/${all.channels.telegram.id}`,
    ]) {
      expect((await all.app.api.request('GET', path)).status, path).toBe(200);
      expect((await apiOfB.request('GET', path)).status, path).toBe(404);
    }
  });

  it('the same person at two organizations is two contacts', async () => {
    await postSimulator(all, [
      {
        type: 'message',
        id: 'same',
        phone: { id: 'p' },
        text: 'auch für A',
        at: new Date().toISOString(),
      },
    ]);
    await asOwner(all.app.database, async (client) => {
      const { rows } = await client.query(
        `select a.organization_id, a.urn_hash from contact_address a join channel c on c.id = a.channel_id where c.kind = 'simulator'`,
      );
      expect(rows.map((row) => row.organization_id).toSorted()).toEqual([a, b].toSorted());
      expect(rows[0].urn_hash).not.toEqual(rows[1].urn_hash);
    });
  });

  it('every foreign key has an index that leads with its columns', async () => {
    const { rows } = await asOwner(all.app.database, (client) =>
      client.query(
        `select f.conrelid::regclass || '.' || string_agg(c.attname, ', ' order by k.n) as name
         from pg_constraint f
           cross join lateral unnest(f.conkey) with ordinality as k(attnum, n)
           join pg_attribute c on c.attrelid = f.conrelid and c.attnum = k.attnum
         where f.contype = 'f' and f.connamespace = 'public'::regnamespace
           and not exists (
             select from pg_index i where i.indrelid = f.conrelid and (i.indkey::int2[])[0:cardinality(f.conkey) - 1] = f.conkey
               and (i.indpred is null or pg_get_expr(i.indpred, i.indrelid) = format('(%s IS NOT NULL)', c.attname)))
         group by f.oid`,
      ),
    );
    expect(rows).toEqual([]);
  });
});
