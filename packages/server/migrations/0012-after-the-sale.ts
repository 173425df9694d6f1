import { Migration } from '@mikro-orm/migrations';
import { afterTheSale } from './postage/after-the-sale.sql.ts';

/** What becomes of labels once they are bought: whose a scan form is, and refunds that are refused. */
export class AfterTheSale extends Migration {
  override up(): void {
    this.addSql(afterTheSale);
  }
}
