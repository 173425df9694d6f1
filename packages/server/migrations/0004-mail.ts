import { Migration } from '@mikro-orm/migrations';
import { tables } from './mail/tables.sql.ts';

/** Notifications: the outbox that is also the ledger, templates, settings, the local mailbox. */
export class Mail extends Migration {
  override up(): void {
    this.addSql(tables);
  }
}
