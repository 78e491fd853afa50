import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  cleanUps,
  folder,
  hold,
  lastCleanUps,
  modeOf,
  run,
  start,
  templateFolder,
  usedFolder,
  write,
} from './embedded-postgres/harness.test-helper.ts';
import {
  postmasterPid,
  statOf,
  tcpListenersOf,
} from './embedded-postgres/processes.test-helper.ts';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres.ts';

describe('a server', () => {
  test('is created on the first start and keeps its data for the next', async () => {
    const dataDir = folder();
    const first = await start(dataDir);
    await run(first, 'create table kept (word text)');
    await run(first, "insert into kept values ('Привіт')");
    await first.stop();
    expect(existsSync(join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false);

    const second = await start(dataDir);
    expect(await run(second, 'select lower(word) as word from kept')).toEqual([{ word: 'привіт' }]);
  });

  test('writes no content into its log, whatever fails', async () => {
    const dataDir = usedFolder();
    const server = await start(dataDir);
    await run(server, 'create table kept (word text unique)');
    await run(server, "insert into kept values ('canary')");
    await expect(run(server, "insert into kept values ('canary')")).rejects.toThrow('duplicate');
    await expect(run(server, "select 'canary'::int")).rejects.toThrow('canary');
    await expect(run(server, 'select canary')).rejects.toThrow('canary');
    await server.stop();
    const log = readFileSync(join(dataDir, 'postgres.log'), 'utf8');
    expect(log).toContain('ready to accept connections');
    expect(log).not.toContain('canary');
  });

  test('gets its socket elsewhere when the path would be too long', async () => {
    const dataDir = join(folder(), 'd'.repeat(100));
    cpSync(templateFolder(), dataDir, { recursive: true });
    const server = await start(dataDir);
    cleanUps.unshift(() => rmSync(server.connection.host, { recursive: true }));
    expect(server.connection.host.startsWith(join(tmpdir(), 'lotse-'))).toBe(true);
    expect(modeOf(server.connection.host)).toBe(0o700);
    expect(await run(server, 'select 1 as one')).toEqual([{ one: 1 }]);
  });
});

describe('a running server', () => {
  let dataDir: string;
  let server: EmbeddedPostgres;

  beforeAll(async () => {
    dataDir = usedFolder(lastCleanUps);
    server = await startEmbeddedPostgres({ dataDir });
    lastCleanUps.push(() => server.stop());
  });

  test('knows trigrams of Cyrillic and Arabic', async () => {
    await run(server, 'create extension pg_trgm');
    const query = "select cardinality(show_trgm('Привіт')) a, cardinality(show_trgm('سلام')) b";
    expect(await run(server, query)).toEqual([{ a: 7, b: 5 }]);
  });

  test('is reached by its socket alone, which only its user may open', async () => {
    const { connection } = server;
    expect(connection).toMatchObject({ port: 5432, user: 'lotse', database: 'lotse' });
    expect(connection.host).toBe(join(dataDir, 'socket'));
    expect(modeOf(connection.host)).toBe(0o700);
    expect(modeOf(join(connection.host, '.s.PGSQL.5432'))).toBe(0o700);
    expect(tcpListenersOf(postmasterPid(dataDir))).toEqual([]);
  });

  test('is described for other tools in a file that only its owner may read', async () => {
    const { connection } = server;
    const path = join(dataDir, 'database.json');
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(connection);
    expect(modeOf(path)).toBe(0o600);
  });

  test('is not in our process group, so Ctrl-C reaches us alone', async () => {
    const pid = postmasterPid(dataDir);
    expect(statOf(pid).group).toBe(String(pid));
  });

  test('sees nothing of our environment', async () => {
    const names = readFileSync(`/proc/${postmasterPid(dataDir)}/environ`, 'utf8')
      .split('\0')
      .map((entry) => entry.split('=')[0])
      .filter(Boolean);
    expect(names).toEqual(expect.arrayContaining(['PATH', 'TZ']));
    expect(names).not.toContain('HOME');
    expect(names).not.toContain('VITEST');
  });
});

describe('one folder, one server', () => {
  test('a second start is refused and names the first', async () => {
    const dataDir = usedFolder();
    await start(dataDir);
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toMatchObject({
      code: 'data_dir_in_use',
      message: expect.stringContaining(`process ${process.pid}`),
    });
    const other = hold(dataDir);
    expect(await other.outcome).toContain('data_dir_in_use');
  });

  test('of two starts at once on an empty folder one wins', async () => {
    const dataDir = folder();
    const outcomes = await Promise.all([hold(dataDir).outcome, hold(dataDir).outcome]);
    expect(outcomes.filter((outcome) => outcome === 'ready')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome.includes('data_dir_in_use'))).toHaveLength(1);
  });

  test('a stopped one frees the folder, and stopping twice changes nothing', async () => {
    const dataDir = usedFolder();
    const server = await start(dataDir);
    await Promise.all([server.stop(), server.stop()]);
    await server.stop();
    expect(existsSync(join(dataDir, 'lotse.pid'))).toBe(false);
    await start(dataDir);
  });

  test('a process id that now belongs to something else does not block the start', async () => {
    const dataDir = usedFolder();
    await (await start(dataDir)).stop();
    writeFileSync(join(dataDir, 'lotse.pid'), `${process.pid}\n`);
    writeFileSync(join(dataDir, 'postgres', 'postmaster.pid'), `${process.pid}\n`);
    writeFileSync(join(dataDir, 'socket', '.s.PGSQL.5432.lock'), `${process.pid}\n`);
    await start(dataDir);
  });
});

describe('a folder it cannot use is explained', () => {
  test('when another PostgreSQL version wrote it', async () => {
    const dataDir = folder();
    write(join(dataDir, 'postgres', 'PG_VERSION'), '17\n');
    const message = expect.stringMatching(/PostgreSQL 17, but this Lotse brings PostgreSQL 18/);
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toMatchObject({
      code: 'version_mismatch',
      message,
    });
    expect(readFileSync(join(dataDir, 'postgres', 'PG_VERSION'), 'utf8')).toBe('17\n');
  });

  test('when it holds something else', async () => {
    const dataDir = folder();
    write(join(dataDir, 'postgres', 'notes.txt'), 'mine');
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow('no PostgreSQL database');
    expect(existsSync(join(dataDir, 'postgres', 'notes.txt'))).toBe(true);
  });

  test('when it cannot be created', async () => {
    const dataDir = join(folder(), 'file', 'data');
    write(join(dataDir, '..'), 'a file, no folder');
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toMatchObject({
      code: 'data_dir_not_usable',
    });
  });

  test('when the server does not start, with its last words', async () => {
    const dataDir = usedFolder();
    await (await start(dataDir)).stop();
    writeFileSync(join(dataDir, 'postgres', 'postgresql.conf'), 'shared_buffers = lots\n');
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toMatchObject({
      code: 'start_failed',
      message: expect.stringContaining('shared_buffers'),
    });
    expect(existsSync(join(dataDir, 'lotse.pid'))).toBe(false);
  });
});
