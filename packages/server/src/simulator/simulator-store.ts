import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Fate } from './journey.ts';

/** A shipment with what happened to it since it was made. Times are milliseconds since 1970. */
export interface ShipmentRow {
  id: string;
  account: string;
  reference: string | null;
  body: string;
  created_at: number;
  rate_id: string | null;
  bought_at: number | null;
  tracking_code: string | null;
  tracker_id: string | null;
  refunded_at: number | null;
  scan_form_id: string | null;
}

export interface TrackerRow {
  id: string;
  account: string;
  shipment_id: string | null;
  code: string;
  carrier: string;
  /** JSON: service and both places. */
  trip: string;
  fate: Fate;
  started_at: number;
  speed: number;
  /** How many scans have happened. */
  scans: number;
  /** When the next happens; null when none will. */
  due_at: number | null;
}

export interface WebhookRow {
  id: string;
  account: string;
  url: string;
  secret: string | null;
  created_at: number;
}

/** An event on its way to a webhook. */
export interface OutgoingRow {
  n: number;
  kind: 'tracker.updated' | 'refund.successful';
  /** The tracker or the shipment. */
  subject: string;
  /** How many scans the event tells of. */
  scans: number;
  webhook_id: string;
  /** When it happened, not when it is told. */
  at: number;
  due_at: number;
  attempts: number;
}

export type SimulatorStore = ReturnType<typeof openStore>;

/**
 * Everything the simulator must not forget, in DATA_DIR/simulator.db: labels outlive a restart as they do with a real
 * provider. SQLite in write-ahead mode, one process: what was answered survives a killed process.
 */
export function openStore(dataDir: string) {
  mkdirSync(dataDir, { recursive: true });
  const db = new DatabaseSync(join(dataDir, 'simulator.db'));
  db.exec('pragma journal_mode = wal; pragma synchronous = normal; pragma busy_timeout = 5000');
  db.exec(tables);
  db.prepare('insert or ignore into setting values (?, ?)').run(
    'salt',
    String(1000 + (randomBytes(2).readUInt16LE() % 9000)),
  );
  const sql = (text: string) => db.prepare(text);
  const statements = {
    setting: sql('select value from setting where name = ?'),
    set: sql('insert into setting values (?, ?) on conflict (name) do update set value = excluded.value'),
    next: sql(
      `insert into setting values ('number', '1') on conflict (name) do update set value = value + 1 returning value`,
    ),
    addOrigin: sql("insert or ignore into setting values ('origin ' || ?, '')"),
    origins: sql("select substr(name, 8) as origin from setting where name like 'origin %'"),
    addAddress: sql('insert into address values (?, ?, ?)'),
    address: sql('select body from address where account = ? and id = ?'),
    addShipment: sql(
      'insert into shipment (id, account, reference, body, created_at) values (?, ?, ?, ?, ?)',
    ),
    setBody: sql('update shipment set body = ? where id = ?'),
    shipment: sql('select * from shipment where id = ?'),
    byReference: sql(`select * from shipment where account = ? and reference = ?
      order by bought_at is null, n desc limit 1`),
    page: sql(`select * from shipment where account = $account
      and ($purchased is null or (bought_at is not null) = $purchased)
      and created_at >= $from and created_at < $to
      and n < coalesce((select n from shipment where id = $before), 9e15)
      and n > coalesce((select n from shipment where id = $after), 0)
      order by n desc limit $limit`),
    buy: sql(
      'update shipment set rate_id = ?, bought_at = ?, tracking_code = ?, tracker_id = ? where id = ? and bought_at is null',
    ),
    refund: sql('update shipment set refunded_at = ? where id = ?'),
    putOnForm: sql('update shipment set scan_form_id = ? where id = ?'),
    addTracker: sql('insert into tracker values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)'),
    tracker: sql('select * from tracker where id = ?'),
    trackerOfCode: sql('select * from tracker where account = ? and code = ? limit 1'),
    dueTrackers: sql('select * from tracker where due_at <= ? order by due_at limit 500'),
    moveTracker: sql('update tracker set scans = ?, due_at = ? where id = ?'),
    addWebhook: sql('insert into webhook values (?, ?, ?, ?, ?)'),
    webhooks: sql('select * from webhook where account = ? order by created_at, id'),
    webhook: sql('select * from webhook where id = ?'),
    dropWebhook: sql('delete from webhook where account = ? and id = ?'),
    dropOutgoing: sql('delete from outgoing where webhook_id = ?'),
    send: sql(
      'insert into outgoing (kind, subject, scans, webhook_id, at, due_at) values (?, ?, ?, ?, ?, ?)',
    ),
    dueOutgoing: sql('select * from outgoing where due_at <= ? order by due_at, n limit 200'),
    waiting: sql('select count(*) as n, min(due_at) as due from outgoing'),
    sent: sql('delete from outgoing where n = ?'),
    sendAgain: sql('update outgoing set attempts = attempts + 1, due_at = ? where n = ?'),
    addForm: sql('insert into scan_form values (?, ?, ?)'),
    form: sql('select account, body from scan_form where id = ?'),
    forms: sql('select body from scan_form where account = ? order by rowid desc limit 100'),
    labels: sql('select reference, tracking_code from shipment where bought_at is not null order by n'),
    counts: sql(`select count(*) as created, count(bought_at) as bought, count(refunded_at) as refunded
      from shipment`),
  };

  return {
    ...statements,
    salt: (statements.setting.get('salt') as { value: string }).value,
    /** A number that no other call has got. */
    number: () => Number((statements.next.get() as { value: string }).value),
    /** All or nothing of several statements. */
    together<T>(work: () => T): T {
      db.exec('begin immediate');
      try {
        const result = work();
        db.exec('commit');
        return result;
      } catch (error) {
        db.exec('rollback');
        throw error;
      }
    },
    close: () => db.close(),
  };
}

const tables = /* sql */ `
create table if not exists setting (name text primary key, value) without rowid;
create table if not exists address (id text primary key, account text not null, body text not null) without rowid;
create table if not exists shipment (
  n integer primary key,
  id text not null unique,
  account text not null,
  reference text,
  body text not null,
  created_at integer not null,
  rate_id text,
  bought_at integer,
  tracking_code text,
  tracker_id text,
  refunded_at integer,
  scan_form_id text);
create index if not exists shipment_reference on shipment (reference, account);
create table if not exists tracker (
  id text primary key,
  account text not null,
  shipment_id text,
  code text not null,
  carrier text not null,
  trip text not null,
  fate text not null,
  started_at integer not null,
  speed real not null,
  scans integer not null,
  due_at integer) without rowid;
create index if not exists tracker_due on tracker (due_at) where due_at is not null;
create index if not exists tracker_code on tracker (code, account);
create table if not exists webhook (
  id text primary key, account text not null, url text not null, secret text, created_at integer not null) without rowid;
create table if not exists outgoing (
  n integer primary key,
  kind text not null,
  subject text not null,
  scans integer not null,
  webhook_id text not null,
  at integer not null,
  due_at integer not null,
  attempts integer not null default 0);
create index if not exists outgoing_due on outgoing (due_at, n);
create table if not exists scan_form (id text primary key, account text not null, body text not null);
`;
