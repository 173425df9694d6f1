import { Migration } from '@mikro-orm/migrations';
import { functions } from './access/functions.sql.ts';
import { tables } from './access/tables.sql.ts';

/** Who is asking: users, sessions, members, invitations, API tokens. */
export class Access extends Migration {
  override up(): void {
    this.addSql(tables);
    this.addSql(functions);
  }
}
