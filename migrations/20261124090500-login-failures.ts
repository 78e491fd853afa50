import { Migration } from '@mikro-orm/migrations';

/** Failed sign-ins by hashed account and by network address, for fifteen minutes; the layout is the limiter's. */
export class Migration20261124090500 extends Migration {
  override up(): void {
    this.addSql(`
      create table login_failure (
        key varchar(255) primary key,
        points integer not null default 0,
        expire bigint
      );
      revoke all on login_failure from lotse_tenant;
    `);
  }
}
