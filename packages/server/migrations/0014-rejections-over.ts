import { Migration } from '@mikro-orm/migrations';
import { rejectionsOver } from './partners/rejections-over.sql.ts';

/** Orders that a partner rejected and that went another way need nobody any more. */
export class RejectionsOver extends Migration {
  override up(): void {
    this.addSql(rejectionsOver);
  }
}
