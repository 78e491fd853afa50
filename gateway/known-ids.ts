import type { KnownIds } from '../adapters/adapter.ts';
import type { ConnectedChannel } from './channel-directory.ts';
import type { Database } from './database.ts';

/** Which of the provider's ids are messages of this channel, in either direction. */
export function knownIds({ servicePool }: Database, channel: ConnectedChannel): KnownIds {
  return matching(servicePool, channel, [
    'select from message m where m.channel_id = $1 and m.external_id_hash = given.hash',
    'select from delivery_part p where p.channel_id = $1 and p.external_id_hash = given.hash',
  ]);
}

/** Which of them we sent and don't know yet how they ended. */
export function openIds({ servicePool }: Database, channel: ConnectedChannel): KnownIds {
  return matching(servicePool, channel, [
    `select from delivery_part p where p.channel_id = $1 and p.external_id_hash = given.hash
       and p.status in ('accepted', 'sent')`,
  ]);
}

function matching(
  servicePool: Database['servicePool'],
  channel: ConnectedChannel,
  lookUps: string[],
): KnownIds {
  const condition = lookUps.map((lookUp) => `exists (${lookUp})`).join(' or ');
  return async (externalIds) => {
    if (externalIds.length === 0) return new Set();
    const hashes = externalIds.map((id) => channel.keys.lookup('external_id', id));
    const { rows } = await servicePool.query<{ n: number }>(
      `select given.n::integer as n from unnest($2::bytea[]) with ordinality as given(hash, n) where ${condition}`,
      [channel.id, hashes],
    );
    return new Set(rows.flatMap(({ n }) => externalIds[n - 1] ?? []));
  };
}
