// Before any class with decorators: type-graphql asks for it when the first is declared.
import 'reflect-metadata';
import { Logger as WorkerLogger } from 'graphile-worker';
import type { GraphQLSchema } from 'graphql';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { refreshPrincipal, resolvePrincipal } from './access/principal.actions.ts';
import { sessionCookie } from './access/session-cookie.ts';
import { forgetTokens } from './access/token-memory.ts';
import { forgetConnections } from './inbox/connection-memory.ts';
import { makeInboxSweep } from './inbox/inbox.task.ts';
import { makeSignInLimits } from './access/sign-in-limits.ts';
import { useCarriers } from './carriers/carrier-match.ts';
import { loadCarriers } from './carriers/carriers.overrides.ts';
import type { Config } from './config.ts';
import { makeContext, type Context, type Deps } from './context.ts';
import { makeErrorFormatter } from './graphql/format-error.ts';
import { makeHttp } from './http.ts';
import type { Database } from './lib/database.ts';
import { listen } from './lib/events.ts';
import { runJobs, startJobs, type JobRunner } from './lib/jobs.ts';
import { makeMailer } from './lib/mailer.ts';
import { loadSecret } from './lib/secret.ts';
import { createHub } from './live/hub.ts';
import { attachSockets, type Sockets } from './live/socket.ts';
import { makeStandstillWatch } from './exceptions/exceptions.task.ts';
import { lookAfterPartners } from './partners/hand-over.task.ts';
import { lookAfterMail } from './notifications/mail.task.ts';
import { lookAfterOperations } from './operations/operation.task.ts';
import { lookAfterRetention } from './operations/retention.task.ts';
import { makeDueHolds } from './orders/holds.task.ts';
import { openOrm } from './orm.ts';
import { makePledgeLimits } from './public-pages/public-limits.ts';
import { makeLiveCounts } from './segments/live-counts.ts';
import { lookAfterLabels } from './postage/settle-labels.ts';
import { startSimulator } from './simulator/simulator.ts';
import { makeTasks } from './tasks.ts';
import { lookAfterWebhooks, makeWebhookSender } from './webhooks/send-webhooks.ts';
import { tellOwners } from './webhooks/tell-owners.ts';

/** What requests under way get to come to an end; an upload of an hour does not. */
const REQUESTS_SHARE_MS = 3_000;

export interface AppOptions {
  config: Pick<
    Config,
    | 'host'
    | 'port'
    | 'publicUrl'
    | 'dataDir'
    | 'carriersFile'
    | 'smtpUrl'
    | 'mailFrom'
    | 'secret'
    | 'retentionDays'
    | 'vendorOrigins'
    | 'simulatorUrl'
    | 'webhooksAllowPrivate'
  >;
  db: Database;
  schema: GraphQLSchema;
  log: Logger;
  /** Folder of the built client. */
  clientDist: string;
  /** Whether this process answers requests, runs jobs, or both. */
  serves: boolean;
  works: boolean;
  introspection: boolean;
  /** Whether this process runs the simulator of a postage provider, where none is named. */
  simulates?: boolean;
}

export interface App {
  /** Where it listens; null for a process that only works. */
  url: string | null;
  sockets: Sockets | null;
  /** Runs every job that is due, then returns: for tests, which never wait by the clock. */
  runJobs(): Promise<void>;
  /**
   * Takes no more work, lets what is under way come to an end or to a safe point, tells the sockets, closes. The
   * database stays open; it is the caller's.
   */
  stop(): Promise<void>;
}

/**
 * Puts the parts together: HTTP and sockets on one port, the listener for events, the jobs.
 * @throws CarriersFileError before anything has begun
 */
export async function startApp(options: AppOptions): Promise<App> {
  const { config, db, log } = options;
  useCarriers(await loadCarriers(config.carriersFile));
  let stopping = false;
  const isStopping = () => stopping;
  const simulator =
    options.simulates && config.simulatorUrl === undefined
      ? await startSimulator({ dataDir: config.dataDir, port: 0, speed: 1, log })
      : null;
  const shared: Shared = {
    secret: loadSecret(config.secret, config.dataDir),
    mailer: makeMailer(config.smtpUrl, config.mailFrom),
    simulatorUrl: () => config.simulatorUrl ?? simulator?.url ?? null,
  };
  const { dataDir, publicUrl, retentionDays, vendorOrigins } = config;
  const tasks = makeTasks({
    ...shared,
    db,
    dataDir,
    publicUrl,
    retentionDays,
    vendorOrigins,
    log,
    isStopping,
  });
  const webhooks = makeWebhookSender({
    db,
    secret: shared.secret,
    log,
    allowPrivate: config.webhooksAllowPrivate,
    stopping: isStopping,
    turnedOff: (endpoint) => tellOwners({ db, publicUrl, mailer: shared.mailer }, endpoint),
  });
  Object.assign(tasks, webhooks.tasks);
  const jobLog = jobLogger(log);

  const serving = options.serves ? await serve(options, shared, isStopping) : null;
  // The name that people's browsers use may lead nowhere from here.
  if (serving) simulator?.belongsTo(config.publicUrl, serving.url);
  let jobs: JobRunner | null = null;
  if (options.works) {
    const endDueHolds = makeDueHolds(db);
    const watchStandstills = makeStandstillWatch(db);
    const sweepInboxes = makeInboxSweep(db, retentionDays);
    jobs = await startJobs(db.engine, tasks, jobLog, async () => {
      await lookAfterOperations(db);
      await endDueHolds();
      await watchStandstills();
      await lookAfterMail(db);
      await lookAfterPartners(db);
      await lookAfterLabels({ ...shared, db });
      await sweepInboxes();
      await lookAfterRetention(db, retentionDays);
      await lookAfterWebhooks(db);
    });
  }

  return {
    url: serving?.url ?? null,
    sockets: serving?.sockets ?? null,
    async runJobs() {
      await runJobs(db.engine, tasks, jobLog);
      await webhooks.idle();
    },
    async stop() {
      stopping = true;
      await simulator?.stop();
      await Promise.all([serving?.stop(), jobs?.stop(), webhooks.stop()]);
      shared.mailer.close();
    },
  };
}

interface Serving {
  url: string;
  sockets: Sockets;
  stop(): Promise<void>;
}

type Shared = Pick<Deps, 'secret' | 'mailer' | 'simulatorUrl'>;

async function serve(options: AppOptions, shared: Shared, isStopping: () => boolean): Promise<Serving> {
  const { config, db, schema, log, introspection } = options;
  const orm = await openOrm(db.appUrl);
  const deps: Deps = {
    config,
    db,
    orm,
    signInLimits: makeSignInLimits(),
    pledgeLimits: makePledgeLimits(),
    liveCounts: makeLiveCounts(),
    ...shared,
  };
  const http = await makeHttp({
    ...deps,
    schema,
    log,
    introspection,
    clientDist: options.clientDist,
    isStopping,
  });

  const formatError = makeErrorFormatter((error) => log.error({ err: error }, 'Subscription failed'));
  const hub = createHub<Context>({
    schema,
    contextFor: (principal) => makeContext(deps, { principal, requestId: 'socket' }),
    formatError,
  });
  const sockets = attachSockets(http.server, {
    schema,
    hub,
    introspection,
    publicUrl: config.publicUrl,
    cookieName: sessionCookie(config.publicUrl).name,
    authenticate: (credentials) => resolvePrincipal(db, credentials),
    refresh: (principal) => refreshPrincipal(db, principal),
    onTrouble: (problem) => log.warn({ err: problem }, 'WebSocket'),
  });
  const events = await listen(db.appUrl, {
    onEvent(event) {
      if (event.topic === 'access') forgetTokens(db);
      if (event.topic === 'inbox') forgetConnections(db);
      sockets.hear(event);
      deps.liveCounts.hear(event);
      hub.hear(event);
    },
    onGap() {
      forgetTokens(db);
      forgetConnections(db);
      sockets.recheckAll();
      deps.liveCounts.forget();
      hub.refresh();
    },
    onTrouble: (problem) => log.warn({ err: problem }, 'Events'),
  });
  const stop = async () => {
    const cut = setTimeout(() => http.server.closeAllConnections(), REQUESTS_SHARE_MS);
    await sockets.close();
    hub.close();
    await events.stop();
    await http.close();
    clearTimeout(cut);
    await orm.close();
  };
  try {
    await http.listen({ host: config.host, port: config.port });
  } catch (error) {
    await stop();
    throw error;
  }
  const { port } = http.server.address() as AddressInfo;
  const host = /^(127\.0\.0\.1|0\.0\.0\.0|::1?|localhost)$/.test(config.host) ? 'localhost' : config.host;

  return {
    url: `http://${host}:${port}`,
    sockets,
    stop,
  };
}

/** graphile-worker tells of every job; that is for whoever looks for trouble. */
function jobLogger(log: Logger) {
  return new WorkerLogger(() => (level, message, meta) => {
    const error = meta.error;
    const fields = error instanceof Error ? { err: error } : {};
    if (level === 'error') log.error(fields, message);
    else if (level === 'warning') log.warn(fields, message);
    else log.debug(message);
  });
}
