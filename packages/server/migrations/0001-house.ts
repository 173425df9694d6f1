import { Migration } from '@mikro-orm/migrations';
import { policies } from './house/policies.sql.ts';
import { tables } from './house/tables.sql.ts';
import { triggers } from './house/triggers.sql.ts';

/** Projects, backers, orders, shipments, operations: the tables everything else stands on. */
export class House extends Migration {
  override up(): void {
    this.addSql(tables);
    this.addSql(triggers);
    this.addSql(policies);
  }
}
