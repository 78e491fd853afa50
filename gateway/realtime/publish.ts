import type { RealtimeEvent } from '../contract/events.ts';

/** Anything that runs SQL with `$1` parameters inside the caller's transaction. */
export type Executor = { query(text: string, values: unknown[]): Promise<unknown> };

const statement = `
  with event as (
    insert into realtime_event (organization_id, type, conversation_id, message_id, channel_id, contact_id)
    values ($1, $2, $3, $4, $5, $6) returning id
  )
  select announce_events(id, id) from event`;

/** Tells the browsers of an organization. It is stored and heard only if the caller's transaction commits. */
export async function publish(
  executor: Executor,
  organizationId: string,
  event: RealtimeEvent,
): Promise<void> {
  await executor.query(statement, [
    organizationId,
    event.type,
    event.conversationId ?? null,
    event.messageId ?? null,
    event.channelId ?? null,
    event.contactId ?? null,
  ]);
}

/**
 * Tells the windows of one person, now or never: it is heard if the caller's transaction commits, and stored nowhere. A
 * browser that was away reads anew in any case.
 */
export async function publishTo(
  executor: Executor,
  counselorId: string,
  event: RealtimeEvent,
): Promise<void> {
  await executor.query("select pg_notify('lotse_personal', $1)", [
    JSON.stringify({ counselorId, event } satisfies PersonalEvent),
  ]);
}

export type PersonalEvent = { counselorId: string; event: RealtimeEvent };
