import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { SignInLimits } from './access/sign-in-limits.ts';
import type { Config } from './config.ts';
import type { Database } from './lib/database.ts';
import type { Mailer } from './lib/mailer.ts';
import type { Principal } from './lib/principal.ts';
import type { Secret } from './lib/secret.ts';
import type { LiveCounts } from './segments/live-counts.ts';
import type { PledgeLimits } from './public-pages/public-limits.ts';

/** What every request and socket of a process shares. */
export interface Deps {
  config: Pick<
    Config,
    'publicUrl' | 'carriersFile' | 'dataDir' | 'retentionDays' | 'vendorOrigins' | 'webhooksAllowPrivate'
  >;
  db: Database;
  orm: MikroORM;
  signInLimits: SignInLimits;
  pledgeLimits: PledgeLimits;
  /** Counts of segments that somebody looks at, kept up by events. */
  liveCounts: LiveCounts;
  /** Signs links, seals codes. */
  secret: Secret;
  /** How mail leaves, or where it stays. */
  mailer: Mailer;
  /** Where the simulator of a postage provider listens; null where none runs. */
  simulatorUrl(): string | null;
}

/** The session behind a request, for the few fields that begin or end one. */
export interface SessionHandle {
  readonly ip: string;
  readonly userAgent: string | undefined;
  /** The cookie's value, when there is one. */
  readonly current: string | undefined;
  /** Puts the cookie in the answer; null takes it away. */
  set(value: string | null): void;
}

/** What a resolver gets, made anew for each request and each execution of a subscription. */
export interface Context extends Deps {
  /** Who asks; null for nobody. Changes once, in the request that signs somebody in or out. */
  principal: Principal | null;
  requestId: string;
  /** Null on a socket: sessions begin and end over HTTP only. */
  session: SessionHandle | null;
  /** A fresh entity manager that sees what the principal may see. Use one per unit of work. */
  em(): EntityManager;
  /**
   * The one DataLoader a factory makes for this context. The factory itself is the key:
   * `context.loader(creatorsById).load(id)`.
   */
  loader<L>(factory: (context: Context) => L): L;
}

export interface Asker {
  principal: Principal | null;
  requestId: string;
  session?: SessionHandle | null;
}

/** Apollo hands resolvers a copy of what it is given: the methods work on `this`, or they would see the old principal. */
export function makeContext(deps: Deps, asker: Asker): Context {
  const loaders = new Map<unknown, unknown>();
  const partnerId = asker.principal?.partnerId;
  return {
    ...deps,
    db: partnerId ? deps.db.asPartner(partnerId) : deps.db,
    principal: asker.principal,
    requestId: asker.requestId,
    session: asker.session ?? null,
    em() {
      // Entities are read as the role of requests, which is not what a partner's token may see through.
      const creators = this.principal?.partnerId ? [] : [...(this.principal?.creators.keys() ?? [])];
      return deps.orm.em.fork({ session: { variables: { 'app.creators': `{${creators.join(',')}}` } } });
    },
    loader<L>(factory: (context: Context) => L): L {
      if (!loaders.has(factory)) loaders.set(factory, factory(this));
      return loaders.get(factory) as L;
    },
  };
}
