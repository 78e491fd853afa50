import type { EntityManager } from '@mikro-orm/postgresql';
import type { Health } from '../../adapters/adapter.ts';
import type { ChannelHealth } from '../contract/channel-log.ts';
import { query, toIso } from '../unit-of-work.ts';

/** As it stands in `channel_watch.health`: JSON has no instants. */
export type StoredHealth = Omit<Health, 'lastErrorAt'> & { lastErrorAt: string | null };

/** How many calls the times are read from. */
const timedCalls = 500;

/** How a channel is: what we saw, what waits, what the provider said. */
export async function presentHealth(
  em: EntityManager,
  { id, lastReceivedAt }: { id: string; lastReceivedAt?: Date | null },
): Promise<ChannelHealth> {
  const [watch] = await query<WatchRow>(em, watchStatement, [id]);
  const [backlog] = await query<BacklogRow>(em, backlogStatement, [id]);
  const [seen] = await query<SeenRow>(em, seenStatement, [id, timedCalls]);
  return {
    lastReceivedAt: lastReceivedAt?.toISOString() ?? null,
    lastSentAt: toIso(watch?.last_sent_at ?? null),
    lastErrorAt: toIso(watch?.last_error_at ?? null),
    lastErrorCode: watch?.last_error_code ?? null,
    backlog: {
      queued: backlog?.queued ?? 0,
      oldestQueuedAt: toIso(backlog?.oldest_queued_at ?? null),
      unknown: backlog?.unknown ?? 0,
      pendingMedia: backlog?.pending_media ?? 0,
    },
    provider:
      watch?.health && watch.checked_at
        ? { ...watch.health, checkedAt: toIso(watch.checked_at) }
        : null,
    exchanges24h: { ok: (seen?.total ?? 0) - (seen?.failed ?? 0), failed: seen?.failed ?? 0 },
    p50Ms: seen?.p50 ?? null,
    p95Ms: seen?.p95 ?? null,
    reconciledUntil: toIso(watch?.reconciled_until ?? null),
  };
}

type WatchRow = {
  last_sent_at: string | null;
  last_error_at: string | null;
  last_error_code: string | null;
  checked_at: string | null;
  health: StoredHealth | null;
  reconciled_until: string | null;
};
const watchStatement = 'select * from channel_watch where channel_id = $1';

type BacklogRow = {
  queued: number;
  oldest_queued_at: string | null;
  unknown: number;
  pending_media: number;
};
const backlogStatement = `select q.*,
  (select count(*)::int from delivery where channel_id = $1 and status = 'unknown'
     and updated_at > now() - interval '7 days') as unknown,
  (select count(*)::int from attachment a join message m on m.id = a.message_id
   where a.state = 'pending' and m.channel_id = $1) as pending_media
from (select count(*)::int as queued, min(created_at) as oldest_queued_at
      from delivery where channel_id = $1 and status = 'queued') as q`;

type SeenRow = { total: number; failed: number; p50: number | null; p95: number | null };
const seenStatement = `with day as (select first_id_at(now() - interval '24 hours') as first_id)
select
  (select count(*)::int from channel_exchange, day where channel_id = $1 and id >= first_id) as total,
  (select count(*)::int from channel_exchange, day where channel_id = $1 and id >= first_id and is_failed) as failed,
  t.* from (
    select percentile_disc(0.5) within group (order by elapsed_ms) as p50,
      percentile_disc(0.95) within group (order by elapsed_ms) as p95
    from (select x.elapsed_ms from channel_exchange x, day
      where x.channel_id = $1 and x.id >= first_id and x.direction = 'outbound' and x.status is not null
      order by x.id desc limit $2) as newest) as t`;
