import { Migration } from '@mikro-orm/migrations';
import { tables } from './segments/tables.sql.ts';
import { triggers } from './segments/triggers.sql.ts';

/** Segments and their actions: named sets of backers, holds that end, tags, and the history of an address. */
export class Segments extends Migration {
  override up(): void {
    this.addSql(tables);
    this.addSql(triggers);
  }
}
