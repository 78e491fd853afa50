import { mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packProfile, unpackProfile } from './profile.ts';

it('a pairing is packed with its databases only, and unpacked for its owner only', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lotse-profile-'));
  try {
    const from = join(folder, 'from');
    const database = 'Default/IndexedDB/https_web.whatsapp.com_0.indexeddb.leveldb';
    const binary = Buffer.from(Array.from({ length: 100_000 }, (_, n) => n % 251));
    await mkdir(join(from, database), { recursive: true });
    await mkdir(join(from, 'Default/Cache'), { recursive: true });
    await writeFile(join(from, database, '000005.ldb'), binary);
    await writeFile(join(from, database, 'LOCK'), '');
    await writeFile(join(from, 'Default/Cache/data_0'), 'a page');
    const at = '2026-11-22T10:00:00.000Z';
    const notes = { pairedAt: at, heardUntil: at, numbers: { '8': '49' }, sealed: ['x'] };
    const packed = (await packProfile(from, notes)) as Buffer;
    const to = join(folder, 'to');
    expect(await unpackProfile(packed, to)).toEqual(notes);
    expect(await readdir(join(to, database))).toEqual(['000005.ldb']);
    expect(await readdir(join(to, 'Default'))).toEqual(['IndexedDB']);
    const restored = join(to, database, '000005.ldb');
    expect(binary.equals(await readFile(restored))).toBe(true);
    expect((await stat(restored)).mode & 0o077).toBe(0);
  } finally {
    await rm(folder, { recursive: true });
  }
});
