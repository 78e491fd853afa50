import { isUuid, type ConnectedChannel } from '../channel-directory.ts';
import { nameColumns, sealNames } from '../contacts/names.ts';
import type { Database } from '../database.ts';
import { createGroupCommit } from '../group-commit.ts';
import type { ReportedStatusEvent } from './record-statuses.ts';

type Told = { channel: ConnectedChannel; event: ReportedStatusEvent };

/**
 * Keeps the names that a status report calls its recipient by. They are the same in nearly every report, so one look for
 * all that come at the same time says which are new. A report for a message that we do not know yet teaches nothing.
 */
export function createAliasLearner(database: Database): (told: Told) => Promise<void> {
  const findUnknown = createGroupCommit<Told, string | null>({
    commit: (items) => addressesToName(database, items),
  });
  return async (told) => {
    if (!told.event.aliases?.length) return;
    const addressId = await findUnknown(told);
    if (addressId === null) return;
    const { keys } = told.channel;
    await database.servicePool.query('select name_address($1, $2, $3, $4, $5)', [
      addressId,
      ...nameColumns(sealNames(told.event.aliases, keys)),
      told.event.at,
    ]);
  };
}

/** For each report the address that does not have one of its names yet, else null. */
async function addressesToName(database: Database, items: Told[]): Promise<(string | null)[]> {
  const names = items.flatMap(({ channel, event }, index) =>
    (event.aliases ?? []).map((urn) => ({ index, hash: channel.keys.lookup('urn', urn) })),
  );
  const { rows } = await database.servicePool.query<{ item: number; address_id: string }>({
    name: 'addresses_to_name',
    text: `select distinct on (r.n) r.n::integer as item, a.id as address_id
      from unnest($1::uuid[], $2::bytea[], $3::uuid[], $4::timestamptz[])
        with ordinality as r(channel, external_hash, delivery, at, n)
      join unnest($5::integer[], $6::bytea[]) as name(item, hash) on name.item = r.n
      left join delivery_part p on p.channel_id = r.channel and p.external_id_hash = r.external_hash
      join delivery d on d.id = coalesce(p.delivery_id, r.delivery) and d.channel_id = r.channel
      join conversation c on c.id = d.conversation_id
      join contact_address a on a.id = c.contact_address_id
      where find_address(r.channel, name.hash, r.at) is distinct from coalesce(a.same_as_id, a.id)`,
    values: [
      items.map(({ channel }) => channel.id),
      items.map(({ channel, event }) => channel.keys.lookup('external_id', event.externalId)),
      items.map(({ event: { deliveryId } }) =>
        deliveryId && isUuid(deliveryId) ? deliveryId : null,
      ),
      items.map(({ event }) => event.at.toISOString()),
      names.map(({ index }) => index + 1),
      names.map(({ hash }) => hash),
    ],
  });
  const found = new Map(rows.map((row) => [row.item, row.address_id]));
  return items.map((_, index) => found.get(index + 1) ?? null);
}
