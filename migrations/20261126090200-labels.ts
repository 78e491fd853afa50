import { Migration } from '@mikro-orm/migrations';

/** Labels of an organization and which conversations have them. */
export class Migration20261126090200 extends Migration {
  override up(): void {
    this.addSql(tables);
  }
}

/** A name may tell what somebody's trouble is: it is sealed, and unique by `name_hash`. */
const tables = `
create table label (
  id uuid primary key,
  organization_id uuid not null references organization on delete cascade,
  name bytea not null,
  name_hash bytea not null,
  color text not null,
  archived_at timestamptz,
  created_at timestamptz not null,
  unique (organization_id, name_hash)
);
create table conversation_label (
  organization_id uuid not null,
  conversation_id uuid not null references conversation on delete cascade,
  label_id uuid not null references label on delete cascade,
  primary key (conversation_id, label_id)
);
create index on conversation_label (label_id, conversation_id);
select secure_tenant_table(name::regclass) from unnest(array['label', 'conversation_label']) as name;
`;
