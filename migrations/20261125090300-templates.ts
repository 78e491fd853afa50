import { Migration } from '@mikro-orm/migrations';

/** Templates as the provider listed them last; what it no longer lists is gone here, too. Their texts are no content. */
export class Migration20261125090300 extends Migration {
  override up(): void {
    this.addSql(templates);
    this.addSql(wall);
  }
}

/** `template_sync` is there once a channel was asked for; `synced_at` when it last answered, `due_at` when to ask again. */
const templates = `
create table template_sync (
  id uuid primary key,
  organization_id uuid not null references organization on delete cascade,
  channel_id uuid not null unique references channel on delete cascade,
  has_templates boolean not null default true,
  synced_at timestamptz,
  due_at timestamptz not null,
  problem_code text,
  problem text
);
create index on template_sync (organization_id);
create table template (
  id uuid primary key,
  organization_id uuid not null references organization on delete cascade,
  channel_id uuid not null references channel on delete cascade,
  name text not null,
  language text not null,
  state text not null check (state in ('approved', 'pending', 'rejected', 'paused', 'disabled')),
  category text,
  provider_id text,
  components jsonb not null,
  obstacle text,
  reason text,
  synced_at timestamptz not null,
  unique (channel_id, name, language)
);
create index on template (organization_id);
`;

const wall = `
select secure_tenant_table(name::regclass) from unnest(array['template', 'template_sync']) as name;
`;
