import { Migration } from '@mikro-orm/migrations';
import { toldByOperation } from './mail/told-by-operation.sql.ts';

/** An undone operation finds the backers who were told of the parcels that it took away. */
export class ToldByOperation extends Migration {
  override up(): void {
    this.addSql(toldByOperation);
  }
}
