import { Migration } from '@mikro-orm/migrations';

/** The answers that wait for their correction are few among all that were sent. */
export class Migration20261128000100 extends Migration {
  override up(): void {
    this.addSql(
      `create index faq_send_uncorrected on faq_send (conversation_id)
       where correction_id is not null and corrected_at is null and correction_failure is null`,
    );
  }
}
