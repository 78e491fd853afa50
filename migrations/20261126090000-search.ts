import { Migration } from '@mikro-orm/migrations';

/** The blind index: keyed hashes of the words of messages, notes and names. */
export class Migration20261126090000 extends Migration {
  override up(): void {
    this.addSql(tables);
    this.addSql(forget);
    this.addSql(find);
  }
}

/**
 * One row for each message, note and contact, written after the commit by a worker. \`tokens\` is null while it waits to be
 * read again. There is no statistic about tokens, because the only sensible plan is the index.
 */
const tables = `
create table message_words (
  message_id uuid primary key references message on delete cascade,
  organization_id uuid not null,
  conversation_id uuid not null,
  at timestamptz not null,
  tokens bigint[]
);
create table note_words (
  note_id uuid primary key references note on delete cascade,
  organization_id uuid not null,
  conversation_id uuid not null,
  at timestamptz not null,
  tokens bigint[]
);
create table contact_words (
  contact_id uuid primary key references contact on delete cascade,
  organization_id uuid not null,
  tokens bigint[]
);
alter table message_words alter column tokens set statistics 0;
alter table note_words alter column tokens set statistics 0;
alter table contact_words alter column tokens set statistics 0;
create index on message_words using gin (tokens) with (fastupdate = off);
create index on note_words using gin (tokens) with (fastupdate = off);
create index on contact_words using gin (tokens) with (fastupdate = off);
create index on message_words (message_id) where tokens is null;
create index on note_words (note_id) where tokens is null;
create index on contact_words (contact_id) where tokens is null;
select secure_tenant_table(name::regclass) from unnest(array['message_words', 'note_words', 'contact_words']) as name;
`;

/**
 * What was changed or taken back is not found any more from that moment on. The worker reads a row under its share lock,
 * so a change either comes first and is read, or waits and then finds the row of the index here.
 */
const forget = `
create function forget_message_words() returns trigger language plpgsql as $$
begin
  update message_words set tokens = null where message_id = new.id;
  return null;
end $$;
create trigger forget_words after update of content, deleted_at on message
  for each row execute function forget_message_words();

create function forget_note_words() returns trigger language plpgsql as $$
begin
  update note_words set tokens = null where note_id = new.id;
  return null;
end $$;
create trigger forget_words after update of content on note
  for each row execute function forget_note_words();

create function forget_file_words() returns trigger language plpgsql as $$
begin
  perform from message where id = new.message_id for no key update;
  update message_words set tokens = null where message_id = new.message_id;
  return null;
end $$;
create trigger forget_words after update of file_name on attachment for each row
  when (new.message_id is not null and old.message_id is not null and old.file_name is distinct from new.file_name)
  execute function forget_file_words();

create function forget_contact_words() returns trigger language plpgsql as $$
begin
  update contact_words set tokens = null where contact_id = new.id;
  return null;
end $$;
create trigger forget_words after update of given_name, profile_name on contact
  for each row execute function forget_contact_words();

create function forget_names_of(in_contacts uuid[]) returns void language plpgsql as $$
begin
  perform from contact where id = any(in_contacts) order by id for no key update;
  update contact_words set tokens = null where contact_id = any(in_contacts);
end $$;
create function forget_address_words() returns trigger language plpgsql as $$
begin
  perform forget_names_of(array[old.contact_id, new.contact_id]);
  return null;
end $$;
create trigger forget_words after update of urn_hash, contact_id on contact_address
  for each row execute function forget_address_words();
create function forget_number_words() returns trigger language plpgsql as $$
begin
  perform forget_names_of(array(
    select w.contact_id from contact_address a join contact_words w on w.contact_id = a.contact_id
    where a.id = new.contact_address_id));
  return null;
end $$;
create trigger forget_words after insert or update on contact_alias
  for each row execute function forget_number_words();
create trigger forget_words after insert on proven_number
  for each row execute function forget_number_words();
`;

/**
 * Row-level security would keep the planner from using the index, since array operators may leak what they compare. These
 * run as the owner, name the organization themselves, and answer ids only: reading what they point at is walled as ever.
 * Each term is an array literal of tokens, of which one must be there.
 */
const find = `
create function current_organization() returns uuid language sql stable as $$
  select nullif(current_setting('lotse.organization_id', true), '')::uuid
$$;
create function having_tokens(in_terms text[]) returns text language sql immutable as $$
  select string_agg(format('tokens && %L::bigint[]', term::bigint[]), ' and ') from unnest(in_terms) as term
$$;
create function find_messages(in_terms text[]) returns table (id uuid, conversation_id uuid, at timestamptz)
language plpgsql stable security definer set search_path = public, pg_temp set enable_seqscan = off as $$
declare
  condition text := having_tokens(in_terms);
begin
  return query execute format(
    'select message_id, conversation_id, at from message_words where organization_id = $1 and %1$s
     union all select note_id, conversation_id, at from note_words where organization_id = $1 and %1$s', condition)
  using current_organization();
end $$;
create function find_contacts(in_terms text[]) returns table (id uuid)
language plpgsql stable security definer set search_path = public, pg_temp set enable_seqscan = off as $$
begin
  return query execute format('select contact_id from contact_words where organization_id = $1 and %s',
    having_tokens(in_terms)) using current_organization();
end $$;
revoke execute on function find_messages(text[]), find_contacts(text[]) from public;
grant execute on function find_messages(text[]), find_contacts(text[]) to lotse_tenant;
`;
