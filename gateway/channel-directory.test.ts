import { describe, expect, it } from 'vitest';
import { createChannelDirectory } from './channel-directory.ts';
import type { Database } from './database.ts';
import type { Keyring } from './keyring.ts';

type Row = { id: string; kind: string; status: string; provider_address: string | null };

const id = '018f0000-0000-7000-8000-000000000001';
const otherId = '018f0000-0000-7000-8000-000000000002';

/** A directory over rows that the test changes, and a query that the test may hold up. */
function open(rows: Row[]) {
  const state = { queries: 0, hold: Promise.resolve() };
  const servicePool = {
    async query(text: string, values: string[]) {
      state.queries += 1;
      const found = rows
        .filter((row) =>
          text.includes('provider_address =')
            ? row.provider_address === values[1]
            : row.id === values[0],
        )
        .map((row) => ({ ...row, organization_id: 'o', credentials: Buffer.from('{}') }));
      await state.hold;
      return { rows: found };
    },
  };
  const keys = { open: () => '{}' };
  const keyring = { of: async () => keys };
  const directory = createChannelDirectory(
    { servicePool } as unknown as Database,
    keyring as unknown as Keyring,
  );
  return { directory, state };
}

describe('the channel directory', () => {
  it('asks once, and again after it was told to forget', async () => {
    const rows = [{ id, kind: 'telegram', status: 'active', provider_address: null }];
    const { directory, state } = open(rows);
    await directory.byId(id);
    expect((await directory.byId(id))?.status).toBe('active');
    expect(state.queries).toBe(1);
    rows[0] = { id, kind: 'telegram', status: 'disabled', provider_address: null };
    directory.forget(id);
    expect((await directory.byId(id))?.status).toBe('disabled');
    directory.forgetAll();
    await directory.byId(id);
    expect(state.queries).toBe(3);
  });

  it('does not keep what it read before it was told to forget', async () => {
    const rows = [{ id, kind: 'telegram', status: 'active', provider_address: null }];
    const { directory, state } = open(rows);
    const gate = Promise.withResolvers<void>();
    state.hold = gate.promise;
    const early = directory.byId(id);
    rows[0] = { id, kind: 'telegram', status: 'disabled', provider_address: null };
    directory.forget(id);
    gate.resolve();
    expect((await early)?.status).toBe('active');
    expect((await directory.byId(id))?.status).toBe('disabled');
  });

  it('finds an account that moved to another channel', async () => {
    const rows: Row[] = [
      { id, kind: 'whatsapp-cloud', status: 'active', provider_address: '1' },
      { id: otherId, kind: 'whatsapp-cloud', status: 'active', provider_address: null },
    ];
    const { directory } = open(rows);
    expect((await directory.byProviderAddress('whatsapp-cloud', '1'))?.id).toBe(id);
    expect(await directory.byId(id)).toBeDefined();
    rows.forEach((row) => (row.provider_address = row.id === id ? null : '1'));
    directory.forget(id);
    await directory.byId(id);
    expect((await directory.byProviderAddress('whatsapp-cloud', '1'))?.id).toBe(otherId);
  });

  it('asks nobody about what is no id', async () => {
    const { directory, state } = open([]);
    expect(await directory.byId("x' or true")).toBeUndefined();
    expect(state.queries).toBe(0);
  });
});
