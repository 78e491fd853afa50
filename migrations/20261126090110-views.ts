import { Migration } from '@mikro-orm/migrations';

/** Views that people save, and what their filters and counts read. */
export class Migration20261126090110 extends Migration {
  override up(): void {
    this.addSql(tables);
    this.addSql(indexes);
  }
}

/**
 * A deleted view stays for a day, so that deleting can be undone. `view_order` is how one person likes them sorted; ids of
 * views that are gone do no harm there.
 */
const tables = `
create table view (
  id uuid primary key,
  organization_id uuid not null references organization on delete cascade,
  counselor_id uuid references counselor on delete set null,
  name bytea not null,
  filters jsonb not null,
  is_shared boolean not null,
  created_at timestamptz not null,
  deleted_at timestamptz
);
create index on view (organization_id, is_shared);
create index on view (counselor_id);
create index on view (deleted_at) where deleted_at is not null;
create table view_order (
  counselor_id uuid primary key references counselor on delete cascade,
  organization_id uuid not null,
  view_ids uuid[] not null
);
select secure_tenant_table(name::regclass) from unnest(array['view', 'view_order']) as name;
`;

/**
 * All but the last hold what is open (or snoozed) only: they stay small and cost closed conversations nothing. What they
 * include is there for the counts, which then read the index alone; `conversation_open` answers any mix of filters so.
 * A hundred thousand conversations take 0.3 s in all, as many contacts 0.3 s.
 */
const indexes = `
create index conversation_open on conversation (organization_id, waiting_since, id)
  include (snoozed_until, assignee_id, office_id, channel_id, topic_id, contact_id) where waiting_since is not null;
create index conversation_unassigned on conversation (organization_id, waiting_since, id) include (snoozed_until)
  where waiting_since is not null and assignee_id is null;
create index conversation_of_office on conversation (office_id, waiting_since, id)
  include (organization_id, snoozed_until) where waiting_since is not null;
create index conversation_of_channel on conversation (channel_id, waiting_since, id)
  include (organization_id, snoozed_until) where waiting_since is not null;
create index conversation_of_topic on conversation (topic_id, waiting_since, id)
  include (organization_id, snoozed_until) where waiting_since is not null;
create index conversation_snoozed on conversation (organization_id, snoozed_until, id) where snoozed_until is not null;
create index contact_language on contact (organization_id, language, id) where language is not null;
`;
