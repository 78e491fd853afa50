import type { EntityManager } from '@mikro-orm/postgresql';
import { query } from '../unit-of-work.ts';

/** Tells the browsers of many changed conversations in one statement and one notification. */
export async function publishConversations(
  em: EntityManager,
  organizationId: string,
  ids: string[],
): Promise<void> {
  if (ids.length === 0) return;
  await query(
    em,
    `with events as (
       insert into realtime_event (organization_id, type, conversation_id)
       select $1, 'conversation.updated', id from unnest($2::uuid[]) as id returning id)
     select announce_events(min(id), max(id)) from events`,
    [organizationId, ids],
  );
}
