import { Migration } from '@mikro-orm/migrations';

/** What leaves (the outbox), what came as it came (seven days), and what browsers are told (24 hours). */
export class Migration20261124090200 extends Migration {
  override up(): void {
    this.addSql(outbox);
    this.addSql(events);
    this.addSql(wall);
  }
}

/**
 * A delivery is sent with one or several calls to the provider; \`call_count\` is null until they were planned. A part is
 * what one call put out (an album gives several), known by the provider's id for it.
 */
const outbox = `
create table delivery (
  id uuid primary key,
  organization_id uuid not null,
  conversation_id uuid not null references conversation on delete cascade,
  channel_id uuid not null references channel,
  message_id uuid not null unique references message on delete cascade,
  seq bigint not null,
  status text not null check (status in
    ('queued', 'sending', 'accepted', 'sent', 'delivered', 'read', 'failed', 'unknown', 'canceled')),
  attempt_count integer not null default 0,
  call_count smallint,
  next_attempt_at timestamptz not null,
  failure_code text,
  failure_text bytea,
  provider_code text,
  worker_key bigint,
  sending_since timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index delivery_mailbox on delivery (conversation_id, seq) where status in ('queued', 'sending');
create index delivery_due on delivery (next_attempt_at) where status = 'queued';
create index delivery_sending on delivery (worker_key) where status = 'sending';
create index on delivery (conversation_id);
create index on delivery (channel_id);
create table delivery_part (
  id uuid primary key,
  organization_id uuid not null,
  delivery_id uuid not null references delivery on delete cascade,
  channel_id uuid not null references channel,
  call_index smallint not null,
  item_index smallint not null,
  status text not null,
  external_id_hash bytea,
  external_id bytea,
  failure_code text,
  failure_text bytea,
  provider_code text,
  updated_at timestamptz not null,
  unique (delivery_id, call_index, item_index)
);
create unique index on delivery_part (channel_id, external_id_hash);
create table delivery_event (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null,
  delivery_part_id uuid not null references delivery_part on delete cascade,
  status text not null,
  provider_code text,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null default clock_timestamp()
);
create index on delivery_event (delivery_part_id);
create table parked_status (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null,
  channel_id uuid not null references channel on delete cascade,
  external_id_hash bytea not null,
  external_id bytea not null,
  delivery_id uuid,
  status text not null,
  failure_code text,
  failure_text bytea,
  provider_code text,
  occurred_at timestamptz not null,
  parked_at timestamptz not null default clock_timestamp()
);
create index on parked_status (channel_id, external_id_hash);
create index on parked_status (delivery_id) where delivery_id is not null;
create index on parked_status (parked_at);
`;

/** A reader that resumes after event E also needs those with a smaller id that E could not see: see \`realtime/replay.ts\`. */
const events = `
create table inbound_event (
  id uuid primary key,
  organization_id uuid not null,
  channel_id uuid not null,
  payload bytea not null,
  received_at timestamptz not null
);
create index on inbound_event (received_at);
create table realtime_event (
  id bigint generated always as identity primary key,
  organization_id uuid not null,
  type text not null,
  conversation_id uuid,
  message_id uuid,
  channel_id uuid,
  contact_id uuid,
  created_at timestamptz not null default clock_timestamp(),
  transaction_id xid8 not null default pg_current_xact_id(),
  horizon xid8 not null default pg_snapshot_xmin(pg_current_snapshot())
);
create index on realtime_event (created_at);
`;

const wall = `
select secure_tenant_table(name::regclass) from unnest(array['delivery', 'delivery_part', 'delivery_event', 'realtime_event']) as name;
select secure_tenant_table(name::regclass, false) from unnest(array['parked_status', 'inbound_event']) as name;
`;
