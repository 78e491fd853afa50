import type { Database } from './database.ts';
import type { Log } from './logger.ts';

/** What is kept how long, in one place: statement and days. */
const rules: [what: string, statement: string][] = [
  [
    'raw events after 7 days',
    "delete from inbound_event where id in (select id from inbound_event where received_at < now() - interval '7 days' limit 5000)",
  ],
  [
    'realtime events after 24 hours',
    "delete from realtime_event where id in (select id from realtime_event where created_at < now() - interval '24 hours' limit 5000)",
  ],
  [
    'parked statuses after 24 hours',
    "delete from parked_status where parked_at < now() - interval '24 hours'",
  ],
  [
    'channel log after 7 days',
    "delete from channel_exchange where id in (select id from channel_exchange where id < first_id_at(now() - interval '7 days') limit 5000)",
  ],
  [
    'uploads that were not sent after 24 hours',
    `delete from attachment where id in (select id from attachment where message_id is null and note_id is null
       and created_at < now() - interval '24 hours' and id not in (select unnest(attachment_ids) from draft
         union all select unnest(attachment_ids) from note_draft) limit 5000)`,
  ],
  [
    'files of drafts after 30 days',
    "delete from attachment where id in (select id from attachment where message_id is null and note_id is null and created_at < now() - interval '30 days' limit 5000)",
  ],
  [
    'token buckets that are full again',
    "delete from contact_pace where filled_at < now() - interval '1 day' and coalesce(paused_until, filled_at) < now()",
  ],
  [
    'views deleted a day ago',
    "delete from view where deleted_at < now() - interval '24 hours' or (counselor_id is null and not is_shared)",
  ],
  [
    'questions without an answer after 90 days',
    "delete from faq_question where id in (select id from faq_question where last_asked_at < now() - interval '90 days' limit 5000)",
  ],
  ['expired sessions', 'delete from session where expires_at < now()'],
  [
    'old failed sign-ins',
    'delete from login_failure where expire < extract(epoch from now()) * 1000',
  ],
];

/** Deletes what has served its time, in small bites so that intake never waits for it. */
export async function applyRetention(database: Database, log: Log): Promise<void> {
  for (const [what, statement] of rules) {
    for (let deleted = 5000; deleted >= 5000;) {
      const result = await database.servicePool.query(statement);
      deleted = result.rowCount ?? 0;
      if (deleted > 0) log.info({ what, deleted }, 'retention applied');
    }
  }
}
