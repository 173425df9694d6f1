import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createWaybillClient } from '@waybill/schema';
import { MailPause, MailResume } from '@waybill/schema/mail-settings';
import { TrackingNotificationsSend } from '@waybill/schema/notifications';
import pg from 'pg';
import { DEFAULT_TEXTS } from '../src/notifications/mail-defaults.ts';
import { sampleFacts } from '../src/notifications/mail-facts.ts';
import { renderMail } from '../src/notifications/render-mail.ts';
import type { BenchCluster } from './cluster.ts';
import type { BareRequest } from './mail/bare.ts';
import type { SinkReport, SinkRequest } from './mail/sink.ts';
import { spread, type BenchRow } from './rows.ts';
import { startServer } from './upload/server.ts';

const MAILS = 10_000;

/**
 * 10,000 tracking mails to a mail server on this machine, against a loop around nodemailer with the same pool, the
 * same texts and no database: every mail of ours is claimed before it leaves, written for its backer, and its answer
 * kept. Counted is the time until the mail server has the last; the sink is one process for both.
 */
export async function mailBench(cluster: BenchCluster, { rounds }: { rounds: number }): Promise<BenchRow[]> {
  const sink = fork(fileURLToPath(new URL('./mail/sink.ts', import.meta.url)));
  const url = await new Promise<string>((resolve) => {
    sink.once('message', (report: SinkReport) => resolve(report.kind === 'listening' ? report.url : ''));
  });
  const ours: number[] = [];
  const bare: number[] = [];
  try {
    for (let round = 0; round < rounds; round += 1) {
      bare.push(await bareRun(sink, url));
      ours.push(await ourRun(cluster, sink, url));
    }
  } finally {
    sink.kill();
  }
  const [mine, baseline] = [spread(ours), spread(bare)];
  return [
    {
      work: `${MAILS.toLocaleString('en-US')} tracking mails to a local mail server`,
      against: 'bare nodemailer loop, same pool',
      must: '≥ 0.8',
      aim: '≥ 0.95',
      ours: mine,
      baseline,
      value: mine.median / baseline.median,
      unit: 'mails/s',
    },
  ];
}

async function bareRun(sink: ChildProcess, url: string): Promise<number> {
  const child = fork(fileURLToPath(new URL('./mail/bare.ts', import.meta.url)));
  try {
    return await rateOf(sink, () => {
      const facts = sampleFacts('TRACKING', 'Bench', 'Bench', 'http://localhost');
      const rendered = renderMail(DEFAULT_TEXTS.TRACKING, {
        ...facts,
        parcels: facts.parcels.slice(0, 1),
        items: [],
      });
      child.send({ url, mails: MAILS, ...rendered } satisfies BareRequest);
      return Promise.resolve();
    });
  } finally {
    child.kill();
  }
}

async function ourRun(cluster: BenchCluster, sink: ChildProcess, url: string): Promise<number> {
  const database = await cluster.clone(await cluster.template(MAILS));
  const owner = new pg.Client({ connectionString: database });
  await owner.connect();
  await owner.query(`insert into shipment (backer_id, creator_id, project_id, carrier, tracking_number, source, shipped_at)
    select id, creator_id, project_id, 'usps', '94001118992231' || lpad(number::text, 8, '0'), 'UPLOAD', now() from backer`);
  await owner.query(
    'insert into mail_settings (project_id, creator_id, rate_per_minute) select id, creator_id, 1000000 from project',
  );
  await owner.query('analyze shipment');
  const server = await startServer(cluster, database, { SMTP_URL: url });
  try {
    await using client = createWaybillClient({ url: server.url, token: cluster.token(MAILS) });
    await client.query(MailPause, { projectId: '1' });
    const input = { target: { everyone: true }, corrections: false, autoApply: true };
    const { trackingNotificationsSend } = await client.query(TrackingNotificationsSend, {
      projectId: '1',
      input,
    });
    await queued(owner, trackingNotificationsSend.operation?.id ?? '0');
    const rate = await rateOf(sink, async () => {
      await client.query(MailResume, { projectId: '1' });
    });
    await checkLedger(owner);
    return rate;
  } finally {
    await server.stop();
    await owner.end();
    await cluster.drop(database);
  }
}

/** Mails a second, from `begin` until the sink has them all. @throws when one came twice */
async function rateOf(sink: ChildProcess, begin: () => Promise<void>): Promise<number> {
  const next = () => new Promise<SinkReport>((resolve) => sink.once('message', resolve));
  const ready = next();
  sink.send({ kind: 'expect', mails: MAILS } satisfies SinkRequest);
  await ready;
  const all = next();
  const started = performance.now();
  await begin();
  const report = await all;
  const took = performance.now() - started;
  if (report.kind !== 'all' || report.different !== MAILS)
    throw new Error(`The sink says ${JSON.stringify(report)}`);
  return MAILS / (took / 1000);
}

async function queued(owner: pg.Client, operationId: string): Promise<void> {
  for (;;) {
    const { rows } = await owner.query<{ status: string }>('select status from operation where id = $1', [
      operationId,
    ]);
    if (rows[0]?.status === 'COMPLETED') return;
    if (rows[0]?.status === 'FAILED') throw new Error('The run of mails failed.');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** What the sink has must be what the ledger says, a moment later. */
async function checkLedger(owner: pg.Client): Promise<void> {
  for (let look = 0; look < 100; look += 1) {
    const { rows } = await owner.query<{ n: number }>(
      `select count(*)::int as n from notification where status = 'SENT'`,
    );
    if (rows[0]?.n === MAILS) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('The ledger does not say that every mail was sent.');
}
