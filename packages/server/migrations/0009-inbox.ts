import { Migration } from '@mikro-orm/migrations';
import { tables } from './inbox/tables.sql.ts';
import { triggers } from './inbox/triggers.sql.ts';

/** Vendors' webhooks: connections and every delivery. */
export class Inbox extends Migration {
  override up(): void {
    this.addSql(tables);
    this.addSql(triggers);
  }
}
