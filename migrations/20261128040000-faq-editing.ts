import { Migration } from '@mikro-orm/migrations';

/** What editors of answers need: German texts as they were, who looks after an answer, frozen sources, open questions. */
export class Migration20261128040000 extends Migration {
  override up(): void {
    this.addSql(tables);
    this.addSql(firstVersions);
    this.addSql(
      `select secure_tenant_table(name::regclass) from unnest(array['faq_version', 'faq_freeze', 'faq_question']) as name`,
    );
  }
}

/**
 * A frozen source withholds every answer that cites it. A question is what clients asked without an answer, scrubbed and
 * sealed; the same words in the same language share a row (\`text_hash\`).
 */
const tables = `
alter table faq_entry add column owner_id uuid references counselor on delete set null;
create index on faq_entry (owner_id) where owner_id is not null;

create table faq_version (
  entry_id uuid not null references faq_entry on delete cascade,
  version integer not null,
  organization_id uuid not null,
  question text not null,
  short text not null,
  long text not null,
  sms text not null,
  changed_by_id uuid references counselor on delete set null,
  changed_at timestamptz not null,
  primary key (entry_id, version)
);
create index on faq_version (changed_by_id) where changed_by_id is not null;

create table faq_freeze (
  id uuid primary key,
  organization_id uuid not null references organization on delete cascade,
  url text not null,
  authority text not null,
  reason text not null,
  frozen_by_id uuid references counselor on delete set null,
  frozen_at timestamptz not null,
  unique (organization_id, url)
);
create index on faq_freeze (frozen_by_id) where frozen_by_id is not null;

create table faq_question (
  id uuid primary key,
  organization_id uuid not null references organization on delete cascade,
  language text not null,
  topic text,
  text_hash bytea not null,
  text bytea not null,
  times integer not null default 1,
  first_asked_at timestamptz not null,
  last_asked_at timestamptz not null,
  dismissed_at timestamptz,
  unique (organization_id, language, text_hash)
);
create index on faq_question (last_asked_at);
`;

const firstVersions = `
insert into faq_version (entry_id, version, organization_id, question, short, long, sms, changed_at)
select e.id, e.version, e.organization_id, t.question, t.short, t.long, t.sms, t.updated_at
from faq_entry e join faq_translation t on t.entry_id = e.id and t.language = 'de';
`;
