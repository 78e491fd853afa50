import { Migration } from '@mikro-orm/migrations';

/**
 * Unsent notes have a table of their own, as notes do: what only knows replies can't take one for a reply. Files that
 * are to go with an unsent text are kept with it.
 */
export class Migration20261126090310 extends Migration {
  override up(): void {
    this.addSql(`alter table draft add column attachment_ids uuid[] not null default '{}'`);
    this.addSql(noteDraft);
    this.addSql(`select secure_tenant_table('note_draft')`);
  }
}

const noteDraft = `
create table note_draft (
  id uuid primary key,
  organization_id uuid not null,
  counselor_id uuid not null references counselor on delete cascade,
  conversation_id uuid not null references conversation on delete cascade,
  content bytea not null,
  attachment_ids uuid[] not null default '{}',
  updated_at timestamptz not null,
  unique (conversation_id, counselor_id)
);
create index on note_draft (counselor_id);
`;
