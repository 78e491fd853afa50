import { Migration } from '@mikro-orm/migrations';

/** Who is probably helped better elsewhere, as versions that nobody can rewrite: what was said on a day stays known. */
export class Migration20261128030000 extends Migration {
  override up(): void {
    this.addSql(rules);
    this.addSql(immutable);
    this.addSql(`select secure_tenant_table('triage_rule')`);
  }
}

/**
 * Of a key the highest active version that has begun counts, also after its \`valid_to\` (its last day): so a rule ends by a
 * version that says when. \`reviewed_by_id\` is null for what ships with the product and nobody has looked at.
 */
const rules = `
create table triage_rule (
  id uuid primary key,
  organization_id uuid not null references organization on delete cascade,
  key text not null,
  version integer not null check (version > 0),
  position integer not null,
  valid_from date not null,
  valid_to date check (valid_to >= valid_from),
  review_by date,
  condition jsonb not null,
  target jsonb not null,
  why jsonb not null,
  sources jsonb not null,
  state text not null check (state in ('draft', 'active')),
  created_by_id uuid references counselor on delete set null,
  created_at timestamptz not null,
  reviewed_by_id uuid references counselor on delete set null,
  reviewed_at timestamptz,
  unique (organization_id, key, version)
);
create index on triage_rule (created_by_id) where created_by_id is not null;
create index on triage_rule (reviewed_by_id) where reviewed_by_id is not null;
`;

const immutable = `
create function keep_triage_rule() returns trigger language plpgsql as $$
begin
  if row(new.id, new.organization_id, new.key, new.version, new.position, new.valid_from, new.valid_to, new.review_by,
      new.condition, new.target, new.why, new.sources, new.created_at)
    is distinct from row(old.id, old.organization_id, old.key, old.version, old.position, old.valid_from, old.valid_to,
      old.review_by, old.condition, old.target, old.why, old.sources, old.created_at)
    or (old.state = 'active' and new.state <> 'active') then
    raise exception 'a version of a triage rule does not change' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger keep_triage_rule before update on triage_rule for each row execute function keep_triage_rule();
`;
