import { Migration } from '@mikro-orm/migrations';
import { byTheClock } from './house/by-the-clock.sql.ts';

/** An order's history and its parcels lie in the order in which they were written. */
export class ByTheClock extends Migration {
  override up(): void {
    this.addSql(byTheClock);
  }
}
