import { Migration } from '@mikro-orm/migrations';
import { tables } from './parcels/tables.sql.ts';
import { triggers } from './parcels/triggers.sql.ts';

/** What carriers say of parcels, what parcels hold, and those that need a person. */
export class Parcels extends Migration {
  override up(): void {
    this.addSql(tables);
    this.addSql(triggers);
  }
}
