import { Migration } from '@mikro-orm/migrations';

/** Open alerts are few among many; lists and counts ask for them only. */
export class Migration20261128060000 extends Migration {
  override up(): void {
    this.addSql(
      `create index on crisis_alert (organization_id, conversation_id) where acknowledged_at is null`,
    );
  }
}
