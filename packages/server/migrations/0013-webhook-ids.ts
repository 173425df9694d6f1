import { Migration } from '@mikro-orm/migrations';
import { idsInOrder } from './webhooks/ids.sql.ts';

/** Events and deliveries in the order in which they came. */
export class WebhookIds extends Migration {
  override up(): void {
    this.addSql(idsInOrder);
  }
}
