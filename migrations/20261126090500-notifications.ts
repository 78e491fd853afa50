import { Migration } from '@mikro-orm/migrations';

/** Who wants to hear of what, which browsers take pushes, how far the events were looked through, locked screens. */
export class Migration20261126090500 extends Migration {
  override up(): void {
    this.addSql(`
alter table session add column locked_at timestamptz, add column attentive_until timestamptz;

create table notification_setting (
  counselor_id uuid primary key references counselor on delete cascade,
  organization_id uuid not null references organization on delete cascade,
  notifies_mine boolean not null,
  notifies_unassigned boolean not null,
  notifies_mentions boolean not null,
  office_ids uuid[] not null,
  has_sound boolean not null,
  has_quiet_hours boolean not null,
  quiet_from text not null,
  quiet_to text not null,
  quiet_days smallint[] not null,
  idle_minutes smallint not null check (idle_minutes between 1 and 60),
  updated_at timestamptz not null
);
create index on notification_setting (organization_id);
select secure_tenant_table('notification_setting');

create table push_subscription (
  id uuid primary key,
  organization_id uuid not null references organization on delete cascade,
  counselor_id uuid not null references counselor on delete cascade,
  session_id uuid not null references session on delete cascade,
  endpoint_hash bytea not null unique,
  endpoint bytea not null,
  keys bytea not null,
  label text not null,
  language text not null,
  created_at timestamptz not null,
  last_pushed_at timestamptz,
  pending_conversation_id uuid references conversation on delete set null,
  due_at timestamptz,
  attempts smallint not null default 0
);
create index on push_subscription (organization_id);
create index on push_subscription (counselor_id);
create index on push_subscription (session_id);
create index on push_subscription (pending_conversation_id);
create index on push_subscription (due_at) where due_at is not null;
select secure_tenant_table('push_subscription');

create table notification_cursor (
  is_only boolean primary key default true check (is_only),
  transaction_id xid8 not null,
  event_id bigint not null
);
revoke all on notification_cursor from lotse_tenant;
`);
  }
}
