import { Migration } from '@mikro-orm/migrations';
import { tables } from './postage/tables.sql.ts';

/** Labels: presets, customs, purchases. */
export class Postage extends Migration {
  override up(): void {
    this.addSql(tables);
  }
}
