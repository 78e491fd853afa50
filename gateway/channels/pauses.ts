import type { EntityManager } from '@mikro-orm/postgresql';
import { query, toIso } from '../unit-of-work.ts';

/** Until when sending rests because a provider asked for it, by channel of the organization. */
export async function listPauses(em: EntityManager): Promise<Map<string, string>> {
  const rows = await query<{ channel_id: string; paused_until: string }>(
    em,
    'select channel_id, paused_until from channel_pace where paused_until > now()',
  );
  return new Map(rows.map((row) => [row.channel_id, toIso(row.paused_until)]));
}

/** Lets a channel send again at once. */
export async function endPause(em: EntityManager, channelId: string): Promise<void> {
  await query(em, 'delete from channel_pace where channel_id = $1', [channelId]);
}
