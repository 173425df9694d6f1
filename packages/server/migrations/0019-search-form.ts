import { Migration } from '@mikro-orm/migrations';
import { searchForm } from './house/search-form.sql.ts';

/** Backers are found without their accents. */
export class SearchForm extends Migration {
  override up(): void {
    this.addSql(searchForm);
  }
}
