import { Migration } from '@mikro-orm/migrations';

/** The way of a contact through the assistant, and what it leaves behind: consents, sent answers, alerts, ratings. */
export class Migration20261128000000 extends Migration {
  override up(): void {
    this.addSql(paths);
    this.addSql(traces);
    this.addSql(wall);
    this.addSql(keepAutomated);
    this.addSql(followPeople);
  }
}

/**
 * \`handled_seq\` is the arrival number up to which messages have their answer; \`version\` counts the steps, so that of two
 * workers that think at the same time one writes. \`due_at\`: there is something to answer, or to try again. \`wake_at\` and
 * \`wake_for\`: what happens if nobody does anything until then. \`counseled_at\`: people have it, the assistant is silent.
 */
const paths = `
create table automation_path (
  conversation_id uuid primary key references conversation on delete cascade,
  organization_id uuid not null,
  handled_seq bigint not null,
  path bytea,
  version bigint not null default 0,
  counseled_at timestamptz,
  due_at timestamptz,
  attempts smallint not null default 0,
  wake_at timestamptz,
  wake_for text check (wake_for in ('reminder', 'assignment', 'farewell')),
  reminded_at timestamptz,
  updated_at timestamptz not null default clock_timestamp(),
  check ((wake_at is null) = (wake_for is null))
);
create index on automation_path (organization_id);
create index on automation_path (due_at) where due_at is not null;
create index on automation_path (wake_at) where wake_at is not null;

create table automation_cursor (
  is_only boolean primary key default true check (is_only),
  transaction_id xid8 not null,
  event_id bigint not null
);
revoke all on automation_cursor from lotse_tenant;
`;

/**
 * A sent answer stays as a number when the person is gone, a consent goes with the person. \`contact_erasure\` is what is
 * left of somebody who asked to be forgotten; its \`contact_id\` points at nothing then.
 */
const traces = `
create table consent (
  id uuid primary key,
  organization_id uuid not null references organization on delete cascade,
  contact_id uuid not null references contact on delete cascade,
  conversation_id uuid not null references conversation on delete cascade,
  channel_id uuid not null references channel,
  purpose text not null check (purpose in ('counseling')),
  text_version text not null,
  language text not null,
  message_id uuid references message on delete set null,
  given_at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawal_message_id uuid references message on delete set null
);
create index on consent (organization_id);
create index on consent (contact_id, given_at desc);
create index on consent (conversation_id);
create index on consent (channel_id);
create index on consent (message_id) where message_id is not null;
create index on consent (withdrawal_message_id) where withdrawal_message_id is not null;

create table faq_correction (
  id uuid primary key,
  organization_id uuid not null references organization on delete cascade,
  entry_id uuid not null references faq_entry on delete cascade,
  versions integer[] not null,
  texts jsonb not null,
  counselor_id uuid references counselor on delete set null,
  created_at timestamptz not null,
  done_at timestamptz
);
create index on faq_correction (organization_id);
create index on faq_correction (entry_id);
create index on faq_correction (counselor_id) where counselor_id is not null;
create index on faq_correction (created_at) where done_at is null;

create table faq_send (
  id uuid primary key,
  organization_id uuid not null references organization on delete cascade,
  entry_id uuid not null references faq_entry on delete cascade,
  version integer not null,
  language text not null,
  conversation_id uuid references conversation on delete set null,
  message_id uuid references message on delete set null,
  sent_at timestamptz not null,
  has_helped boolean,
  helped_at timestamptz,
  correction_id uuid references faq_correction on delete set null,
  corrected_at timestamptz,
  correction_failure text
);
create index on faq_send (organization_id, sent_at);
create index on faq_send (entry_id, version, sent_at);
create index on faq_send (conversation_id, sent_at) where conversation_id is not null;
create index on faq_send (message_id) where message_id is not null;
create index on faq_send (correction_id) where correction_id is not null;

create table crisis_alert (
  id uuid primary key,
  organization_id uuid not null references organization on delete cascade,
  conversation_id uuid not null references conversation on delete cascade,
  message_id uuid references message on delete set null,
  kind text not null check (kind in ('crisis', 'urgent')),
  raised_at timestamptz not null,
  acknowledged_by_id uuid references counselor on delete set null,
  acknowledged_at timestamptz,
  unique (message_id, kind)
);
create index on crisis_alert (organization_id, raised_at);
create index on crisis_alert (conversation_id, raised_at);
create index on crisis_alert (acknowledged_by_id) where acknowledged_by_id is not null;

create table conversation_rating (
  id uuid primary key,
  organization_id uuid not null references organization on delete cascade,
  conversation_id uuid references conversation on delete set null,
  score smallint not null check (score between 1 and 5),
  rated_at timestamptz not null
);
create index on conversation_rating (organization_id, rated_at);
create index on conversation_rating (conversation_id) where conversation_id is not null;

create table contact_erasure (
  id uuid primary key,
  organization_id uuid not null references organization on delete cascade,
  contact_id uuid not null,
  asked_at timestamptz not null,
  due_at timestamptz not null,
  erased_at timestamptz,
  erased_messages integer
);
create index on contact_erasure (organization_id);
create unique index on contact_erasure (contact_id) where erased_at is null;
create index on contact_erasure (due_at) where erased_at is null;
`;

const wall = `
select secure_tenant_table(name::regclass) from unnest(array['automation_path', 'consent', 'faq_correction', 'faq_send',
  'crisis_alert', 'conversation_rating', 'contact_erasure']) as name;
`;

/**
 * Intake says \`open\` of every conversation that gets a message. Where the channel has the assistant, one that is new, that
 * was closed or that the assistant has stays with it, and doesn't wait for people.
 */
const keepAutomated = `
create function keep_automated() returns trigger language plpgsql as $$
begin
  if exists (select from channel where id = new.channel_id and automation <> 'off') then
    new.status := 'automated';
    new.waiting_since := null;
  end if;
  return new;
end $$;
create trigger keep_automated before update of status on conversation for each row
when (new.status = 'open' and new.last_seq > old.last_seq
  and (old.last_seq = 0 or old.status in ('automated', 'closed')))
execute function keep_automated();
`;

/**
 * What people do ends or begins the assistant's part, wherever they do it: in the inbox, for many at once, on the shared
 * phone. The assistant's own changes come through here as well; it writes afterwards what is so in truth. How long after
 * a closing the farewell waits, so that it can be taken back, is up to whoever wakes.
 */
const followPeople = `
create function follow_people() returns trigger language plpgsql as $$
begin
  if new.status = 'automated' and old.status <> 'automated' then
    insert into automation_path as p (conversation_id, organization_id, handled_seq, due_at)
    values (new.id, new.organization_id, old.last_seq, clock_timestamp())
    on conflict (conversation_id) do update set due_at = coalesce(p.due_at, excluded.due_at), counseled_at = null,
      wake_at = null, wake_for = null;
  elsif new.status = 'closed' and old.status <> 'closed' then
    update automation_path set counseled_at = null, wake_at = clock_timestamp(),
      wake_for = 'farewell' where conversation_id = new.id;
  else
    update automation_path set counseled_at = clock_timestamp(), wake_at = null, wake_for = null
    where conversation_id = new.id;
  end if;
  return null;
end $$;
create trigger follow_people after update of status, assignee_id, last_message_id on conversation for each row
when (new.status <> old.status and (new.status in ('automated', 'closed') or old.status in ('automated', 'closed'))
  or new.assignee_id <> coalesce(old.assignee_id, '00000000-0000-0000-0000-000000000000')
  or new.last_message_author = 'counselor' and new.last_message_id is distinct from old.last_message_id)
execute function follow_people();
`;
