import { Migration } from '@mikro-orm/migrations';

/** Previews and playable copies of files, why one was blocked, and files that follow their rows. */
export class Migration20261125090100 extends Migration {
  override up(): void {
    this.addSql(variants);
    this.addSql(removal);
  }
}

/** What is there already is shown from its original, as before; the default is for those rows alone. */
const variants = `
alter table attachment
  add column width integer,
  add column height integer,
  add column preview text default 'original' check (preview in ('own', 'original')),
  add column has_playable boolean not null default false,
  add column blocked_reason text check (blocked_reason in ('infected', 'not_checked'));
alter table attachment alter column preview drop default;
create index attachment_unsent on attachment (created_at) where message_id is null and note_id is null;
`;

/**
 * Whoever deletes a row, and by whatever cascade: its file is noted here in the same transaction and removed from the
 * storage afterwards. Its id is the attachment's. The tenant role deletes, so the note is written with the owner's rights.
 */
const removal = `
create table removed_file (
  id uuid primary key,
  organization_id uuid not null,
  removed_at timestamptz not null default now()
);
create index on removed_file (removed_at);
select secure_tenant_table('removed_file', false);
create function note_removed_files() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into removed_file (id, organization_id)
  select id, organization_id from gone
  on conflict do nothing;
  return null;
end $$;
create trigger note_removed_files after delete on attachment
referencing old table as gone for each statement execute function note_removed_files();
`;
