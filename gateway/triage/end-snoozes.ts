import type { Database } from '../database.ts';

/** A conversation that somebody holds locked comes back in the next round. */
const statement = `
  with due as (
    select id from conversation where snoozed_until <= now() order by id limit 500 for no key update skip locked
  ), back as (
    update conversation c set snoozed_until = null from due where c.id = due.id returning c.id, c.organization_id
  ), events as (
    insert into realtime_event (organization_id, type, conversation_id)
    select organization_id, 'conversation.updated', id from back returning id
  )
  select announce_events(min(id), max(id)) from events`;

/** Brings back what was snoozed until now, and tells the browsers, so that it shows without being asked for. */
export async function endSnoozes({ servicePool }: Database): Promise<void> {
  await servicePool.query(statement);
}
