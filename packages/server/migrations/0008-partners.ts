import { Migration } from '@mikro-orm/migrations';
import { tables } from './partners/tables.sql.ts';
import { triggers } from './partners/triggers.sql.ts';

/** Partners, what was sent to them, and their own wall. */
export class Partners extends Migration {
  override up(): void {
    this.addSql(tables);
    this.addSql(triggers);
  }
}
