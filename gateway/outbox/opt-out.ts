import { SendError } from '../../adapters/adapter.ts';
import type { Database } from '../database.ts';
import { createGroupCommit } from '../group-commit.ts';
import { outlastDatabase } from './lost-connection.ts';

/**
 * Looks right before a call whether the person still wants messages: a STOP also holds for what is on its way. Looks that
 * come at the same time share a statement.
 * @throws SendError `contact_opted_out` (final).
 */
export function createOptOutCheck(database: Database): (addressId: string) => Promise<void> {
  const isOptedOut = createGroupCommit<string, boolean>({
    async commit(addressIds) {
      const { rows } = await outlastDatabase(() =>
        database.servicePool.query<{ id: string }>({
          name: 'opted_out',
          text: 'select id from contact_address where id = any($1::uuid[]) and opted_out_at is not null',
          values: [addressIds],
        }),
      );
      const out = new Set(rows.map(({ id }) => id));
      return addressIds.map((id) => out.has(id));
    },
  });
  return async (addressId) => {
    if (!(await isOptedOut(addressId))) return;
    throw new SendError('contact_opted_out', 'This person asked not to be written to.', {
      retryable: false,
    });
  };
}
