import { Migration } from '@mikro-orm/migrations';

/** Roles, the tenant wall, and what exists before the first message: organization, people, channels. */
export class Migration20261124090000 extends Migration {
  override up(): void {
    this.addSql(roles);
    this.addSql(tenantWall);
    this.addSql(tables);
    this.addSql(wall);
  }
}

/** `lotse_tenant` sees one organization, `lotse_service` (intake, workers) may cross. Neither owns anything. */
const roles = `
do $$
declare role_name text;
begin
  foreach role_name in array array['lotse_tenant', 'lotse_service'] loop
    begin
      if not exists (select from pg_roles where rolname = role_name) then
        execute format('create role %I nologin', role_name);
      end if;
    exception when duplicate_object or unique_violation then null;
    end;
    if not pg_has_role(current_user, role_name, 'member') then
      execute format('grant %I to current_user', role_name);
    end if;
  end loop;
end $$;
grant usage on schema public to lotse_tenant, lotse_service;
alter default privileges in schema public grant select, insert, update, delete on tables to lotse_tenant, lotse_service;
alter default privileges in schema public grant usage on sequences to lotse_tenant, lotse_service;
`;

const tenantWall = `
create function secure_tenant_table(target regclass, tenant_may boolean default true) returns void
language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('create policy service on %s to lotse_service using (true) with check (true)', target);
  if tenant_may then
    execute format(
      'create policy tenant on %s to lotse_tenant
         using (organization_id = (select nullif(current_setting(''lotse.organization_id'', true), '''')::uuid))
         with check (organization_id = (select nullif(current_setting(''lotse.organization_id'', true), '''')::uuid))',
      target);
  end if;
end $$;
`;

const tables = `
create table organization (
  id uuid primary key,
  name text not null,
  created_at timestamptz not null
);
create table data_key (
  id uuid primary key,
  organization_id uuid not null references organization on delete cascade,
  purpose text not null check (purpose in ('content', 'lookup')),
  version smallint not null,
  wrapped bytea not null,
  created_at timestamptz not null,
  unique (organization_id, purpose, version)
);
create table office (
  id uuid primary key,
  organization_id uuid not null references organization on delete cascade,
  name text not null,
  created_at timestamptz not null
);
create index on office (organization_id);
create table topic (
  id uuid primary key,
  organization_id uuid not null references organization on delete cascade,
  key text not null,
  position smallint not null,
  unique (organization_id, key)
);
create table counselor (
  id uuid primary key,
  organization_id uuid not null references organization on delete cascade,
  office_id uuid references office on delete set null,
  email text not null unique check (email = lower(email)),
  display_name text not null,
  password_hash text not null,
  roles text[] not null,
  is_active boolean not null default true,
  created_at timestamptz not null
);
create index on counselor (organization_id);
create index on counselor (office_id);
create table session (
  id uuid primary key,
  organization_id uuid not null references organization on delete cascade,
  counselor_id uuid not null references counselor on delete cascade,
  token_hash bytea not null unique,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null
);
create index on session (organization_id);
create index on session (counselor_id);
create table api_token (
  id uuid primary key,
  organization_id uuid not null references organization on delete cascade,
  counselor_id uuid not null references counselor on delete cascade,
  name text not null,
  token_hash bytea not null unique,
  created_at timestamptz not null,
  last_used_at timestamptz
);
create index on api_token (organization_id);
create index on api_token (counselor_id);
create table channel (
  id uuid primary key,
  organization_id uuid not null references organization on delete cascade,
  office_id uuid references office on delete set null,
  kind text not null,
  name text not null,
  status text not null check (status in ('active', 'unverified', 'credentials_failed', 'disabled')),
  problem text,
  todo text,
  label text,
  automation text not null default 'off' check (automation in ('off', 'faq', 'full')),
  policy text not null default 'full' check (policy in ('off', 'notify', 'faq_and_appointments', 'full')),
  credentials bytea not null,
  provider_address text,
  last_received_at timestamptz,
  created_at timestamptz not null,
  deleted_at timestamptz
);
create index on channel (organization_id);
create index on channel (office_id);
create unique index channel_provider_address on channel (kind, provider_address)
  where provider_address is not null and deleted_at is null;
`;

const wall = `
alter table organization enable row level security;
create policy service on organization to lotse_service using (true) with check (true);
create policy tenant on organization for select to lotse_tenant
  using (id = (select nullif(current_setting('lotse.organization_id', true), '')::uuid));
select secure_tenant_table('data_key', false);
select secure_tenant_table('office');
select secure_tenant_table('topic');
select secure_tenant_table('counselor');
select secure_tenant_table('session');
select secure_tenant_table('api_token');
select secure_tenant_table('channel');
`;
