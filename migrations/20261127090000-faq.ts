import { Migration } from '@mikro-orm/migrations';

/** Answers that are sent by themselves: an entry, its versions over time, and its texts in each language. */
export class Migration20261127090000 extends Migration {
  override up(): void {
    this.addSql(tables);
    this.addSql(
      `select secure_tenant_table(name::regclass) from unnest(array['faq_entry', 'faq_translation']) as name`,
    );
  }
}

/** What an organization publishes is no secret: texts lie here as they are sent. `version` counts changes of the German text. */
const tables = `
create table faq_entry (
  id uuid primary key,
  organization_id uuid not null references organization on delete cascade,
  key text not null,
  topic text not null,
  risk text not null check (risk in ('low', 'legal', 'medical', 'crisis')),
  review_by date not null,
  valid_until date,
  sources jsonb not null,
  triggers jsonb not null,
  version integer not null,
  archived_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (organization_id, key)
);
create table faq_translation (
  entry_id uuid not null references faq_entry on delete cascade,
  language text not null,
  organization_id uuid not null,
  state text not null check (state in ('draft', 'approved', 'outdated')),
  question text not null,
  short text not null,
  long text not null,
  sms text not null,
  based_on_version integer not null,
  approved_by_id uuid references counselor on delete set null,
  approved_at timestamptz,
  updated_at timestamptz not null,
  primary key (entry_id, language)
);
create index on faq_translation (approved_by_id) where approved_by_id is not null;
`;
