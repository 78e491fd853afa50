import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createKeyring, loadMasterKey, type NewDataKey } from './keyring.ts';

/** Stands where the table `data_key` is. */
function storeOf(rows: NewDataKey[]) {
  let reads = 0;
  const query = async (_text: string, [organizationId]: string[]) => {
    reads += 1;
    return { rows: rows.filter((row) => row.organizationId === organizationId) };
  };
  return { pool: { query } as unknown as Pool, reads: () => reads };
}

describe('the keyring', () => {
  const masterKey = randomBytes(32);
  const rows: NewDataKey[] = [];
  const { pool, reads } = storeOf(rows);
  const keyring = createKeyring(masterKey, pool);

  beforeEach(() => {
    if (rows.length === 0) rows.push(...keyring.create('org-a'), ...keyring.create('org-b'));
  });

  it("opens with the keys of one organization what was sealed with them, never with another organization's", async () => {
    const [a, b] = [await keyring.of('org-a'), await keyring.of('org-b')];
    const sealed = a.seal('row', 'column', 'ein Satz');
    expect(a.open('row', 'column', sealed)).toBe('ein Satz');
    expect(() => b.open('row', 'column', sealed)).toThrow();
  });

  it('reads the keys of an organization once, however many ask at once', async () => {
    const fresh = storeOf(rows);
    const another = createKeyring(masterKey, fresh.pool);
    await Promise.all(Array.from({ length: 20 }, () => another.of('org-a')));
    await another.of('org-a');
    expect(fresh.reads()).toBe(1);
    expect(reads()).toBeGreaterThan(0);
  });

  it('asks again after a failure', async () => {
    let isDown = true;
    const flaky = {
      query: (text: string, values: string[]) =>
        isDown ? Promise.reject(new Error('away')) : pool.query(text, values),
    } as unknown as Pool;
    const another = createKeyring(masterKey, flaky);
    await expect(another.of('org-a')).rejects.toThrow('away');
    isDown = false;
    await expect(another.of('org-a')).resolves.toBeDefined();
  });

  it('looks up by a keyed hash: the same for the same, another by scope, value and organization', async () => {
    const [a, b] = [await keyring.of('org-a'), await keyring.of('org-b')];
    const hash = a.lookup('urn', 'tel:+4915112345678');
    expect(hash).toHaveLength(16);
    expect(a.lookup('urn', 'tel:+4915112345678')).toEqual(hash);
    const others = [
      a.lookup('external_id', 'tel:+4915112345678'),
      a.lookup('urn', 'tel:+4915112345679'),
      b.lookup('urn', 'tel:+4915112345678'),
    ];
    for (const other of others) expect(other).not.toEqual(hash);
  });

  it('still opens what an older version of the key sealed, and seals with the newest', async () => {
    const old = (await keyring.of('org-a')).seal('row', 'column', 'alt');
    const newer = keyring
      .create('org-a')
      .filter(({ purpose }) => purpose === 'content')
      .map((key) => ({ ...key, version: 2 }));
    const rotated = await createKeyring(masterKey, storeOf([...rows, ...newer]).pool).of('org-a');
    expect(rotated.open('row', 'column', old)).toBe('alt');
    expect(rotated.seal('row', 'column', 'neu')[0]).toBe(2);
  });

  it('wraps data keys so that another master key cannot use them', async () => {
    for (const row of rows) expect(row.wrapped.length).toBe(1 + 12 + 16 + 32);
    await expect(createKeyring(randomBytes(32), pool).of('org-a')).rejects.toThrow();
    await expect(keyring.of('org-without-keys')).rejects.toThrow('has no data keys');
  });

  it('derives keys for other purposes, each another, the same in every process', () => {
    expect(keyring.derive('one')).toEqual(createKeyring(masterKey, pool).derive('one'));
    expect(keyring.derive('one')).not.toEqual(keyring.derive('two'));
  });
});

describe('the master key', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lotse-key-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is the configured one when there is one, and nothing is written', async () => {
    const key = randomBytes(32);
    expect(await loadMasterKey(key.toString('base64'), join(folder, 'data'))).toEqual(key);
    await expect(stat(join(folder, 'data'))).rejects.toThrow();
  });

  it('is made once, for its owner only, also when several start at once', async () => {
    const dataDir = join(folder, 'data');
    const keys = await Promise.all(
      Array.from({ length: 8 }, () => loadMasterKey(undefined, dataDir)),
    );
    expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(1);
    expect(keys[0]).toHaveLength(32);
    const path = join(dataDir, 'master.key');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(Buffer.from(await readFile(path, 'utf8'), 'base64')).toEqual(keys[0]);
    expect(await loadMasterKey(undefined, dataDir)).toEqual(keys[0]);
    expect(await readdir(dataDir)).toEqual(['master.key']);
  });

  it('is never replaced when its file is damaged', async () => {
    await writeFile(join(folder, 'master.key'), 'short');
    await expect(loadMasterKey(undefined, folder)).rejects.toThrow('does not hold 32 bytes');
    expect(await readFile(join(folder, 'master.key'), 'utf8')).toBe('short');
  });
});
