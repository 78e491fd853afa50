import type { ConnectedChannel } from '../channel-directory.ts';
import type { Database } from '../database.ts';
import { newId } from '../ids.ts';
import { publish } from '../realtime/publish.ts';
import { transaction } from '../transaction.ts';

/**
 * Keeps the numbers on contact cards that the adapter found to be the sender's own; a card alone proves nothing. The same
 * card twice changes nothing.
 */
export async function rememberNumbers(
  database: Database,
  { keys, organizationId }: ConnectedChannel,
  addressId: string,
  payload: unknown,
): Promise<void> {
  const numbers = provenNumbers(payload);
  if (numbers.length === 0) return;
  await transaction(database, async (client) => {
    for (const number of numbers) {
      const id = newId();
      const { rowCount } = await client.query(
        `insert into proven_number (id, organization_id, contact_address_id, number, number_hash, proven_at)
         values ($1, $2, $3, $4, $5, now()) on conflict (contact_address_id, number_hash) do nothing`,
        [
          id,
          organizationId,
          addressId,
          keys.seal(id, 'proven_number.number', number),
          keys.lookup('urn', `tel:${number}`),
        ],
      );
      if (!rowCount) continue;
      const { rows } = await client.query<{ contact_id: string }>(
        'select contact_id from contact_address where id = $1',
        [addressId],
      );
      await publish(client, organizationId, {
        type: 'contact.updated',
        contactId: rows[0]?.contact_id,
      });
    }
  });
}

/** `+` and digits. */
function provenNumbers(payload: unknown): string[] {
  if (!Array.isArray(payload)) return [];
  const told = payload.map((card: { provenPhone?: unknown } | null) => card?.provenPhone);
  return told.filter(
    (phone): phone is string => typeof phone === 'string' && /^\+\d{5,20}$/.test(phone),
  );
}
