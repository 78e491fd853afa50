import { Migration } from '@mikro-orm/migrations';

/** What was done to a conversation: shown between its messages, and no message. */
export class Migration20261126090400 extends Migration {
  override up(): void {
    this.addSql(activities);
    this.addSql(wall);
    this.addSql(byMessage);
    this.addSql(byMerge);
  }
}

/**
 * Ids and keys only: names are read when it is shown. It stands in the thread by `at`, before the messages of the same
 * instant. `counselor_id` is whom it is about, `actor_id` who did it; null where a message of the contact did.
 */
const activities = `
create table activity (
  id uuid primary key,
  organization_id uuid not null references organization on delete cascade,
  conversation_id uuid not null references conversation on delete cascade,
  kind text not null,
  actor_id uuid references counselor on delete set null,
  counselor_id uuid references counselor on delete set null,
  details jsonb not null default '{}',
  at timestamptz not null
);
create index on activity (conversation_id, at, id);
create index on activity (organization_id);
create index on activity (actor_id) where actor_id is not null;
create index on activity (counselor_id) where counselor_id is not null;
`;

const wall = `
select secure_tenant_table('activity');
`;

/**
 * Intake reopens what was closed and ends a snooze within one statement over many conversations: the row tells which it
 * was. The line stands before the first message that came.
 */
const byMessage = `
create function note_arrival() returns trigger language plpgsql as $$
begin
  insert into activity (id, organization_id, conversation_id, kind, at)
  select gen_random_uuid(), new.organization_id, new.id,
    case when old.status = 'closed' then 'reopened' else 'snooze_ended' end,
    coalesce(min(newest.order_at) filter (where newest.seq > old.last_seq), clock_timestamp())
  from (select m.order_at, m.seq from message m where m.conversation_id = new.id
    order by m.order_at desc, m.provider_order desc, m.seq desc limit 50) as newest;
  return null;
end $$;
create trigger note_arrival after update of status on conversation for each row
when (new.status = 'open' and new.last_seq > old.last_seq and (old.status = 'closed'
  or old.snoozed_until > current_timestamp and new.snoozed_until is null))
execute function note_arrival();
`;

/** Joining and separating two contacts is told in every conversation of the person, whoever found it out. */
const byMerge = `
create function note_merge() returns trigger language plpgsql as $$
begin
  insert into activity (id, organization_id, conversation_id, kind, actor_id, at)
  select gen_random_uuid(), c.organization_id, c.id, case when new.undone_at is null then 'merged' else 'separated' end,
    case when new.undone_at is null then new.counselor_id else new.undone_by_id end,
    greatest(clock_timestamp(), c.last_message_at + interval '1 millisecond')
  from conversation c where c.contact_id in (new.contact_id, new.merged_contact_id);
  return null;
end $$;
create trigger note_merge after insert on contact_merge for each row execute function note_merge();
create trigger note_separation after update of undone_at on contact_merge for each row
when (old.undone_at is null and new.undone_at is not null) execute function note_merge();
`;
