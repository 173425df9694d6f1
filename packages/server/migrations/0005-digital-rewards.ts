import { Migration } from '@mikro-orm/migrations';
import { tables } from './rewards/tables.sql.ts';

/** Digital rewards: what is given, the codes, and who has which. */
export class DigitalRewards extends Migration {
  override up(): void {
    this.addSql(tables);
  }
}
