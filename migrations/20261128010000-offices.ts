import { Migration } from '@mikro-orm/migrations';

/** What clients want to know of an office: where it is, when, in which languages; and which one is there for everybody. */
export class Migration20261128010000 extends Migration {
  override up(): void {
    this.addSql(columns);
    this.addSql(fallback);
  }
}

const columns = `
alter table office
  add column code text,
  add column street text,
  add column postcode text check (postcode ~ '^[0-9]{5}$'),
  add column city text,
  add column state text,
  add column latitude double precision,
  add column longitude double precision,
  add column phone text,
  add column email text,
  add column website text,
  add column languages text[] not null default '{}',
  add column hours jsonb not null default '[]',
  add column closures jsonb not null default '[]',
  add column accepts_new_clients boolean not null default true,
  add column is_fallback boolean not null default false,
  add column privacy_contact text,
  add column updated_at timestamptz not null default now(),
  add constraint office_position check ((latitude is null) = (longitude is null)),
  add constraint office_code unique (organization_id, code);
`;

/** An organization that has offices has a fallback: at first the oldest. */
const fallback = `
update office set is_fallback = true
where id in (select distinct on (organization_id) id from office order by organization_id, created_at, id);
create unique index office_fallback on office (organization_id) where is_fallback;
`;
