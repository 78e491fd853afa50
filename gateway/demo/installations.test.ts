import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Running } from '../start.ts';
import { signIn, type ApiClient } from '../test/api-client.ts';
import { createTestDatabase, type TestDatabase } from '../test/database.ts';
import { startOn, startTestApp, type TestApp } from '../test/test-app.ts';
import { dialogues } from './dialogues.ts';
import { demoPassword } from './organization.ts';
import { seedDemo } from './seed.ts';

type Page = { items: unknown[] };

beforeAll(() => void vi.spyOn(console, 'log').mockImplementation(() => undefined));

describe('an installation without anybody', () => {
  let database: TestDatabase;
  let dataDir: string;
  let running: Running;
  let api: ApiClient;

  beforeAll(async () => {
    database = await createTestDatabase();
    dataDir = await mkdtemp(join(tmpdir(), 'lotse-demo-'));
    running = await startOn(database, { DATA_DIR: dataDir, PORT: '0', INTERNAL_PORT: '0' }, []);
    await seedDemo(running.context);
    api = await signIn(`http://127.0.0.1:${running.port}`, 'admin@demo.example', demoPassword);
  });
  afterAll(async () => {
    await running?.stop();
    await database?.drop();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('gets its organization and first administrator from the demo', async () => {
    const me = await api.ok<{ permissions: string[] }>('GET', '/api/me');
    expect(me.permissions).toEqual(
      expect.arrayContaining(['channel.manage', 'organization.create']),
    );
    expect((await api.ok<Page>('GET', '/api/counselors')).items).toHaveLength(5);
    const path = '/api/conversations?status=all&limit=100';
    expect((await api.ok<Page>('GET', path)).items).toHaveLength(
      60 + Object.keys(dialogues).length,
    );
  });
});

describe('an installation that has a channel', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startTestApp();
    await app.api.ok('POST', '/api/channels', {
      kind: 'simulator',
      name: 'Phone',
      credentials: {},
    });
    await seedDemo(app.context);
  });
  afterAll(() => app?.stop());

  it('is not touched', async () => {
    expect((await app.api.ok<Page>('GET', '/api/counselors')).items).toHaveLength(1);
    expect((await app.api.ok<Page>('GET', '/api/channels')).items).toHaveLength(1);
  });
});
