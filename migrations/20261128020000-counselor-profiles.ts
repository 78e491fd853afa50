import { Migration } from '@mikro-orm/migrations';

/** Whom contacts may be led to, who doesn't take which conversation, and by when an answer was promised. */
export class Migration20261128020000 extends Migration {
  override up(): void {
    this.addSql(profiles);
    this.addSql(promises);
    this.addSql(pace);
    this.addSql(wall);
    this.addSql(keptByReply);
    this.addSql(droppedByClosing);
  }
}

/**
 * A counselor without a profile is led to by people only. Empty `topics` are all of them, null `capacity` has no end.
 * `chosen_at` is when the path last gave them somebody. Days of an absence are days in Germany; both ends belong to it.
 */
const profiles = `
create table counselor_profile (
  counselor_id uuid primary key references counselor on delete cascade,
  organization_id uuid not null references organization on delete cascade,
  alias text not null,
  languages jsonb not null,
  topics text[] not null default '{}',
  capacity smallint check (capacity >= 0),
  accepts text not null check (accepts in ('everyone', 'existing_clients_only', 'nobody')),
  hours jsonb not null,
  chosen_at timestamptz,
  updated_at timestamptz not null default clock_timestamp()
);
create index on counselor_profile (organization_id);

create table counselor_absence (
  id uuid primary key,
  organization_id uuid not null references organization on delete cascade,
  counselor_id uuid not null references counselor on delete cascade,
  substitute_id uuid references counselor on delete set null,
  starts_on date not null,
  ends_on date not null check (ends_on >= starts_on),
  created_at timestamptz not null default clock_timestamp()
);
create index on counselor_absence (organization_id);
create index on counselor_absence (counselor_id, ends_on);
create index on counselor_absence (substitute_id) where substitute_id is not null;

create table conversation_decline (
  conversation_id uuid not null references conversation on delete cascade,
  counselor_id uuid not null references counselor on delete cascade,
  organization_id uuid not null,
  declined_at timestamptz not null default clock_timestamp(),
  primary key (conversation_id, counselor_id)
);
create index on conversation_decline (organization_id);
create index on conversation_decline (counselor_id);

alter table conversation add column needs_interpreter boolean not null default false;
create index on conversation (organization_id, waiting_since) where needs_interpreter;
`;

/**
 * `why` holds numbers and codes, no content. A conversation has one promise that is open; a broken one stays as it was,
 * the new one stands beside it. `apology_due`: the contact has not been told yet.
 */
const promises = `
create table promise (
  id uuid primary key,
  organization_id uuid not null references organization on delete cascade,
  conversation_id uuid not null references conversation on delete cascade,
  answer_by timestamptz not null,
  made_at timestamptz not null,
  why jsonb not null,
  kept_at timestamptz,
  broken_at timestamptz,
  dropped_at timestamptz,
  apology_due boolean not null default false,
  apologised_at timestamptz,
  check (num_nonnulls(kept_at, broken_at, dropped_at) <= 1)
);
create index on promise (organization_id);
create index on promise (conversation_id, made_at desc);
create unique index on promise (conversation_id) where kept_at is null and broken_at is null and dropped_at is null;
create index on promise (answer_by) where kept_at is null and broken_at is null and dropped_at is null;
create index on promise (broken_at) where apology_due;
`;

/** How many answers somebody wrote lately is asked for each promise. */
const pace = `
create index on message (counselor_id, received_at) where counselor_id is not null;
drop index message_counselor_id_idx;
`;

const wall = `
select secure_tenant_table(name::regclass)
from unnest(array['counselor_profile', 'counselor_absence', 'conversation_decline', 'promise']) as name;
`;

/** The word of a person keeps it, wherever it was written: here or on the shared phone. */
const keptByReply = `
create function keep_promise() returns trigger language plpgsql as $$
begin
  update promise set kept_at = clock_timestamp() where conversation_id = new.id
    and kept_at is null and broken_at is null and dropped_at is null;
  return null;
end $$;
create trigger keep_promise after update of last_message_id on conversation for each row
when (new.last_message_author = 'counselor' and new.last_message_id is distinct from old.last_message_id)
execute function keep_promise();
`;

/** Who closes without an answer owes none. An interpreter is looked for until then. */
const droppedByClosing = `
create function drop_promise() returns trigger language plpgsql as $$
begin
  update promise set dropped_at = clock_timestamp() where conversation_id = new.id
    and kept_at is null and broken_at is null and dropped_at is null;
  update promise set apology_due = false where conversation_id = new.id and apology_due;
  return null;
end $$;
create trigger drop_promise after update of status on conversation for each row
when (new.status = 'closed' and old.status <> 'closed') execute function drop_promise();

create function end_interpreting() returns trigger language plpgsql as $$
begin
  new.needs_interpreter := false;
  return new;
end $$;
create trigger end_interpreting before update of status on conversation for each row
when (new.status = 'closed' and new.needs_interpreter) execute function end_interpreting();
`;
