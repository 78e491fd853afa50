import { Migration } from '@mikro-orm/migrations';

/** Finds what comes back from being snoozed without looking at the rest. */
export class Migration20261126090210 extends Migration {
  override up(): void {
    this.addSql(snoozed);
  }
}

const snoozed = `
create index on conversation (snoozed_until) where snoozed_until is not null;
`;
