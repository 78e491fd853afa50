import { Migration } from '@mikro-orm/migrations';

/** Texts that counselors keep ready: one row per reply, its title and its texts in all languages sealed together. */
export class Migration20261126090300 extends Migration {
  override up(): void {
    this.addSql(savedReply);
    this.addSql(`select secure_tenant_table('saved_reply')`);
  }
}

/** `owner_id` is null for what everybody uses. A key is unique whoever owns it, so that a private reply can be shared. */
const savedReply = `
create table saved_reply (
  id uuid primary key,
  organization_id uuid not null references organization on delete cascade,
  owner_id uuid references counselor on delete cascade,
  key text not null,
  topic_id uuid references topic on delete set null,
  content bytea not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (organization_id, key)
);
create index on saved_reply (owner_id);
create index on saved_reply (topic_id);
`;
