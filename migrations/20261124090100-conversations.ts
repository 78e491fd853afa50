import { Migration } from '@mikro-orm/migrations';

/** Contacts and what is said: sealed columns are `bytea`, looked up by HMAC in the `_hash` column beside them. */
export class Migration20261124090100 extends Migration {
  override up(): void {
    this.addSql(contacts);
    this.addSql(conversations);
    this.addSql(messages);
    this.addSql(wall);
  }
}

/** The contact of an address is written after it, so that a lost race leaves no orphan: its key is checked at commit. */
const contacts = `
create table contact (
  id uuid primary key,
  organization_id uuid not null,
  pseudonym text not null,
  given_name bytea,
  profile_name bytea,
  language text,
  created_at timestamptz not null
);
create index on contact (organization_id);
create table contact_address (
  id uuid primary key,
  organization_id uuid not null,
  channel_id uuid not null references channel,
  contact_id uuid not null references contact deferrable initially deferred,
  messenger text not null,
  urn_hash bytea not null,
  urn bytea not null,
  opted_out_at timestamptz,
  blocked_at timestamptz,
  created_at timestamptz not null,
  unique (channel_id, urn_hash)
);
create index on contact_address (organization_id, urn_hash);
create index on contact_address (contact_id);
create table contact_alias (
  id uuid primary key,
  organization_id uuid not null references organization on delete cascade,
  channel_id uuid not null references channel,
  contact_address_id uuid not null references contact_address on delete cascade,
  urn_hash bytea not null,
  urn bytea not null,
  created_at timestamptz not null,
  unique (channel_id, urn_hash)
);
create index on contact_alias (organization_id);
create index on contact_alias (contact_address_id);
`;

/**
 * `waiting_since` is set exactly while a conversation is open, so that one partial index orders the inbox.
 * `active_at` is `last_message_at` cut to the minute: most updates then stay heap-only.
 */
const conversations = `
create table conversation (
  id uuid primary key,
  organization_id uuid not null,
  office_id uuid references office on delete set null,
  channel_id uuid not null references channel,
  contact_id uuid not null references contact deferrable initially deferred,
  contact_address_id uuid not null unique references contact_address,
  messenger text not null,
  status text not null check (status in ('automated', 'open', 'waiting', 'closed')),
  assignee_id uuid references counselor on delete set null,
  topic_id uuid references topic on delete set null,
  last_seq bigint not null default 0,
  max_provider_order bigint not null default 0,
  last_message_id uuid,
  last_message_at timestamptz,
  last_message_kind text,
  last_message_direction text,
  last_message_author text,
  last_message_preview bytea,
  last_delivery_status text,
  active_at timestamptz not null,
  unread_count integer not null default 0,
  waiting_since timestamptz,
  snoozed_until timestamptz,
  reply_window_until timestamptz,
  created_at timestamptz not null,
  check ((status = 'open') = (waiting_since is not null))
) with (fillfactor = 80);
create index on conversation (organization_id, waiting_since, id) where waiting_since is not null;
create index on conversation (organization_id, active_at desc, id desc);
create index on conversation (organization_id, status, active_at desc, id desc);
create index on conversation (assignee_id, waiting_since, id) where waiting_since is not null;
create index on conversation (assignee_id, active_at desc, id desc) where assignee_id is not null;
create index on conversation (channel_id);
create index on conversation (office_id);
create index on conversation (contact_id);
create index on conversation (topic_id);
`;

/**
 * A thread is shown by (order_at, provider_order, seq): our time of arrival, the provider's own order where a message
 * overtook another, then arrival. Notes live in a table of their own, out of reach of everything that sends.
 */
const messages = `
create table message (
  id uuid primary key,
  organization_id uuid not null,
  conversation_id uuid not null references conversation on delete cascade,
  channel_id uuid not null,
  seq bigint not null,
  order_at timestamptz not null,
  provider_order bigint not null default 0,
  direction text not null check (direction in ('inbound', 'outbound')),
  author text not null check (author in ('contact', 'counselor', 'bot', 'system')),
  counselor_id uuid references counselor on delete set null,
  kind text not null,
  content bytea not null,
  external_id_hash bytea,
  external_id bytea,
  client_message_id text,
  sent_at timestamptz not null,
  received_at timestamptz not null,
  is_late boolean not null default false,
  language text,
  reply_to_id uuid references message on delete set null,
  reply_to_external_id_hash bytea,
  reply_to_external_id bytea,
  album_hash bytea,
  edited_at timestamptz,
  deleted_at timestamptz,
  unique (channel_id, external_id_hash)
);
create index message_thread on message (conversation_id, order_at, provider_order, seq);
create unique index on message (conversation_id, client_message_id) where client_message_id is not null;
create index on message (counselor_id) where counselor_id is not null;
create index on message (reply_to_id) where reply_to_id is not null;
create table message_version (
  id uuid primary key,
  organization_id uuid not null,
  message_id uuid not null references message on delete cascade,
  content bytea not null,
  replaced_at timestamptz not null
);
create index on message_version (message_id);
create table reaction (
  id uuid primary key,
  organization_id uuid not null,
  message_id uuid not null references message on delete cascade,
  author text not null check (author in ('contact', 'counselor')),
  counselor_id uuid references counselor on delete cascade,
  emoji bytea not null,
  reacted_at timestamptz not null
);
create index on reaction (message_id);
create index on reaction (counselor_id) where counselor_id is not null;
create table note (
  id uuid primary key,
  organization_id uuid not null,
  conversation_id uuid not null references conversation on delete cascade,
  counselor_id uuid references counselor on delete set null,
  seq bigint not null,
  order_at timestamptz not null,
  client_message_id text not null,
  content bytea not null,
  created_at timestamptz not null,
  unique (conversation_id, client_message_id)
);
create index note_thread on note (conversation_id, order_at, seq);
create index on note (counselor_id);
create table attachment (
  id uuid primary key,
  organization_id uuid not null,
  message_id uuid references message on delete cascade,
  note_id uuid references note on delete cascade,
  uploaded_by_id uuid references counselor on delete set null,
  position smallint not null default 0,
  kind text not null,
  file_name bytea,
  mime_type text,
  size_bytes bigint,
  state text not null check (state in ('pending', 'ready', 'too_large', 'unavailable', 'blocked')),
  media bytea,
  attempt_count smallint not null default 0,
  next_attempt_at timestamptz,
  created_at timestamptz not null,
  check (message_id is null or note_id is null)
);
create index on attachment (message_id);
create index on attachment (note_id) where note_id is not null;
create index on attachment (uploaded_by_id) where uploaded_by_id is not null;
create index on attachment (next_attempt_at) where state = 'pending';
create table draft (
  id uuid primary key,
  organization_id uuid not null,
  counselor_id uuid not null references counselor on delete cascade,
  conversation_id uuid not null references conversation on delete cascade,
  content bytea not null,
  updated_at timestamptz not null,
  unique (conversation_id, counselor_id)
);
create index on draft (counselor_id);
`;

const wall = `
select secure_tenant_table(name::regclass) from unnest(array[
  'contact', 'contact_address', 'contact_alias', 'conversation',
  'message', 'message_version', 'reaction', 'note', 'attachment', 'draft'
]) as name;
`;
