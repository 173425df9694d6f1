import { Migration } from '@mikro-orm/migrations';
import { rejectedAddresses } from './partners/rejected-addresses.sql.ts';

/** Addresses that a partner rejected need nobody any more either, nor do rejections from before the rule. */
export class RejectedAddresses extends Migration {
  override up(): void {
    this.addSql(rejectedAddresses);
  }
}
