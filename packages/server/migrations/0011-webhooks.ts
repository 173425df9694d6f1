import { Migration } from '@mikro-orm/migrations';
import { tables } from './webhooks/tables.sql.ts';
import { triggers } from './webhooks/triggers.sql.ts';

/** Webhooks to the world: endpoints, events, deliveries. */
export class Webhooks extends Migration {
  override up(): void {
    this.addSql(tables);
    this.addSql(triggers);
  }
}
