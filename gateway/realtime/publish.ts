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
