import { Migration } from '@mikro-orm/migrations';

/** Whoever gets the answer needs no apology for its absence. */
export class Migration20261128020100 extends Migration {
  override up(): void {
    this.addSql(keep);
  }
}

const keep = `
create or replace function keep_promise() returns trigger language plpgsql as $$
begin
  update promise set kept_at = clock_timestamp() where conversation_id = new.id
    and kept_at is null and broken_at is null and dropped_at is null;
  update promise set apology_due = false where conversation_id = new.id and apology_due;
  return null;
end $$;
`;
