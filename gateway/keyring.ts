import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { newId } from './ids.ts';
import { openBytes, seal, type ContentKey, type SealedText } from './model/sealed-text.ts';

/** What one organization's data is sealed and looked up with. */
export type OrganizationKeys = {
  seal(rowId: string, column: string, plain: string | Buffer): SealedText;
  open(rowId: string, column: string, bytes: Buffer): string;
  openBytes(rowId: string, column: string, bytes: Buffer): Buffer;
  /** 16 bytes of HMAC-SHA256: finds an address or an external id without readable text in the database. */
  lookup(
    scope: 'urn' | 'external_id' | 'album' | 'profile_name' | 'label_name' | 'faq_question',
    value: string,
  ): Buffer;
  /**
   * The first 64 bits of HMAC-SHA256: finds a word without readable text in the database. The key is the organization's,
   * not an office's: a conversation changes its office or has none, and counselors search all of the organization.
   * `bucket` is the month or kind of the text; the same word in another bucket looks unrelated.
   */
  searchToken(bucket: string, word: string): bigint;
};

export type Keyring = {
  of(organizationId: string): Promise<OrganizationKeys>;
  /** Makes the first data keys of a new organization; the caller's transaction stores them. */
  create(organizationId: string): NewDataKey[];
  /** A key of the installation for a purpose that is not one organization's. */
  derive(purpose: string): Buffer;
};

export type NewDataKey = {
  id: string;
  organizationId: string;
  purpose: 'content' | 'lookup';
  version: number;
  wrapped: Buffer;
};

/** Data keys, wrapped by the master key in the database, unwrapped once per process. */
export function createKeyring(masterKey: Buffer, servicePool: Pool): Keyring {
  const cache = new Map<string, Promise<OrganizationKeys>>();
  const wrapKey: ContentKey = { version: 1, key: derive(masterKey, 'wrap data keys') };

  async function load(organizationId: string): Promise<OrganizationKeys> {
    const { rows } = await servicePool.query<{
      id: string;
      purpose: string;
      version: number;
      wrapped: Buffer;
    }>(
      'select id, purpose, version, wrapped from data_key where organization_id = $1 order by version',
      [organizationId],
    );
    const unwrap = (row: { id: string; wrapped: Buffer }) =>
      openBytes(new Map([[1, wrapKey.key]]), row.id, 'wrapped', row.wrapped);
    const content = new Map(
      rows
        .filter((row) => row.purpose === 'content')
        .map((row) => [row.version, unwrap(row)] as const),
    );
    const lookup = rows
      .filter((row) => row.purpose === 'lookup')
      .map(unwrap)
      .at(-1);
    const newest = [...content].at(-1);
    if (!newest || !lookup) throw new Error(`Organization ${organizationId} has no data keys`);
    return organizationKeys({ version: newest[0], key: newest[1] }, content, lookup);
  }

  return {
    of(organizationId) {
      const known = cache.get(organizationId);
      if (known) return known;
      const loading = load(organizationId);
      cache.set(organizationId, loading);
      loading.catch(() => cache.delete(organizationId));
      return loading;
    },
    create(organizationId) {
      return (['content', 'lookup'] as const).map((purpose) => {
        const id = newId();
        const wrapped = seal(wrapKey, id, 'wrapped', randomBytes(32));
        return { id, organizationId, purpose, version: 1, wrapped };
      });
    },
    derive: (purpose) => derive(masterKey, purpose),
  };
}

/** The master key as set, or the one generated into the data folder at the first start. */
export async function loadMasterKey(
  configured: string | undefined,
  dataDir: string,
): Promise<Buffer> {
  if (configured) return Buffer.from(configured, 'base64');
  const path = join(dataDir, 'master.key');
  await mkdir(dataDir, { recursive: true });
  const text =
    (await readIfThere(path)) ??
    (await createOnce(path, `${randomBytes(32).toString('base64')}\n`));
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length !== 32) throw new Error(`${path} does not hold 32 bytes in base64`);
  return key;
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/**
 * Writes a file whole or not at all, flushed to disk: what it seals must never outlive it. Of two processes that start at
 * once one wins, and both read the same.
 */
async function createOnce(path: string, text: string): Promise<string> {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, text, { mode: 0o600, flag: 'wx', flush: true });
  try {
    await link(draft, path);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    await unlink(draft);
  }
  return readFile(path, 'utf8');
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

function organizationKeys(
  newest: ContentKey,
  all: ReadonlyMap<number, Buffer>,
  lookupKey: Buffer,
): OrganizationKeys {
  const open = (rowId: string, column: string, bytes: Buffer) =>
    openBytes(all, rowId, column, bytes);
  const searchKey = Buffer.from(
    hkdfSync('sha256', lookupKey, Buffer.alloc(0), 'lotse/search words', 32),
  );
  return {
    seal: (rowId, column, plain) => seal(newest, rowId, column, plain),
    open: (rowId, column, bytes) => open(rowId, column, bytes).toString('utf8'),
    openBytes: open,
    lookup: (scope, value) =>
      createHmac('sha256', lookupKey)
        .update(scope)
        .update('\0')
        .update(value)
        .digest()
        .subarray(0, 16),
    searchToken: (bucket, word) =>
      createHmac('sha256', searchKey).update(`${bucket}\0${word}`).digest().readBigInt64BE(),
  };
}

function derive(masterKey: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', masterKey, Buffer.alloc(0), `lotse/${purpose}`, 32));
}
