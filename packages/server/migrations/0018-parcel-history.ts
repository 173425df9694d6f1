import { Migration } from '@mikro-orm/migrations';
import { parcelHistory } from './segments/parcel-history.sql.ts';

/** The history tells of parcels that were added, changed or voided by themselves. */
export class ParcelHistory extends Migration {
  override up(): void {
    this.addSql(parcelHistory);
  }
}
