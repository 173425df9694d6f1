import { Migration } from '@mikro-orm/migrations';
import { tables } from './public/tables.sql.ts';

/** Public pages: what is published, and the links of backers. */
export class PublicPages extends Migration {
  override up(): void {
    this.addSql(tables);
  }
}
