import { Migration } from '@mikro-orm/migrations';

/** Who is named in a note. A mention is read when the one who is named reads the conversation. */
export class Migration20261126090100 extends Migration {
  override up(): void {
    this.addSql(`
create table mention (
  note_id uuid not null references note on delete cascade,
  counselor_id uuid not null references counselor on delete cascade,
  conversation_id uuid not null references conversation on delete cascade,
  organization_id uuid not null,
  mentioned_at timestamptz not null,
  read_at timestamptz,
  primary key (note_id, counselor_id)
);
create index mention_list on mention (counselor_id, mentioned_at desc, conversation_id desc);
create index mention_latest on mention (counselor_id, conversation_id, mentioned_at, note_id);
create index mention_unread on mention (counselor_id, conversation_id) include (organization_id) where read_at is null;
create index on mention (conversation_id);
select secure_tenant_table('mention');
`);
  }
}
