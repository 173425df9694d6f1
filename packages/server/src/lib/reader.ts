import type { ClientBase, QueryResultRow } from 'pg';
import type { Database } from './database.ts';

/** Runs a statement under somebody's creators and gives its rows, whatever it runs on. */
export type Read = <Row extends QueryResultRow>(sql: string, values: unknown[]) => Promise<Row[]>;

/** Statements of their own, as the request role. */
export function readerOf(db: Database, creators: readonly string[]): Read {
  return (sql, values) => db.read(creators, sql, values);
}

/** Statements of the transaction a client is in. */
export function readerIn(client: ClientBase): Read {
  return async <Row extends QueryResultRow>(sql: string, values: unknown[]) =>
    (await client.query<Row>(sql, values)).rows;
}
