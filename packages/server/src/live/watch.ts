import type { WaybillEvent } from '../lib/events.ts';

/**
 * What a subscription field listens to, and what its values are.
 *
 * - `SNAPSHOT`: one value, replaced as a whole. The newest is all that counts, and an equal one is not sent.
 * - `EACH`: one such value per subject (each project of a creator). `subjects` lists the ones there are now.
 * - `CHANGES`: which ids changed since the last value. Null stands for "many or unknown, read again", which is
 *   also the first value and what a reader gets that missed some.
 *
 * The field's resolver finds what to load in its root value, a `Wake`, and throws when it may not be seen.
 */
export type Watch<Context> =
  | { shape: 'SNAPSHOT'; topic: string; rest?: Rest<Context> }
  | { shape: 'CHANGES'; topic: string }
  | { shape: 'EACH'; topic: string; subjects(context: Context): Promise<string[]> };

/**
 * How long a snapshot that is dear to read rests after a reading, in milliseconds, by what that took: counting a
 * million rows four times a second would leave nothing for whoever writes them.
 *
 * @param context the one it was read in
 */
export type Rest<Context> = (tookMs: number, context: Context) => number;

/** Root value of a subscription's resolver. */
export interface Wake {
  /** EACH: the subject to load. Null in the other shapes. */
  subject: string | null;
  /** CHANGES: the ids that changed. Null for "many". */
  ids: readonly string[] | null;
}

/** Names of the topics that can be watched. */
export const topics = {
  progress: (projectId: string) => `progress:${projectId}`,
  project: (projectId: string) => `project:${projectId}`,
  creatorProjects: (creatorId: string) => `creator-projects:${creatorId}`,
  operation: (id: string) => `operation:${id}`,
  backers: (projectId: string) => `backers:${projectId}`,
  segments: (projectId: string) => `segments:${projectId}`,
  mail: (projectId: string) => `mail:${projectId}`,
  exceptions: (projectId: string) => `exceptions:${projectId}`,
  requests: (partnerId: string) => `requests:${partnerId}`,
  reconciliation: (projectId: string) => `reconciliation:${projectId}`,
  inbox: (creatorId: string) => `inbox:${creatorId}`,
  webhooks: (creatorId: string) => `webhooks:${creatorId}`,
  postage: (projectId: string) => `postage:${projectId}`,
};

/** An event as its topics hear it; null ids are "many". */
export function wakesOf({
  topic,
  id,
  creatorId,
  ids,
}: WaybillEvent): { topic: string; ids: readonly string[] | null }[] {
  switch (topic) {
    case 'progress':
      // Scans move parcels on, those of partners and those with labels of ours, and the counts with them.
      return [topics.progress(id), topics.segments(id), topics.reconciliation(id), topics.postage(id)].map(
        (one) => ({
          topic: one,
          ids: null,
        }),
      );
    case 'project':
      return [
        { topic: topics.project(id), ids: null },
        { topic: topics.creatorProjects(creatorId), ids: [id] },
      ];
    case 'operation':
      return [{ topic: topics.operation(id), ids: null }];
    case 'backers':
      return [
        { topic: topics.backers(id), ids },
        { topic: topics.segments(id), ids: null },
      ];
    case 'segments':
      return [{ topic: topics.segments(id), ids: null }];
    case 'mail':
      // Who has been told is something a segment may ask.
      return [topics.mail(id), topics.segments(id)].map((one) => ({ topic: one, ids: null }));
    case 'exceptions':
    case 'requests':
    case 'reconciliation':
    case 'inbox':
    case 'webhooks':
    case 'postage':
      return [{ topic: topics[topic](id), ids: null }];
    case 'access':
      return [];
  }
}

interface WatchHandle<Context> extends AsyncIterable<never> {
  watch: Watch<Context>;
}

/**
 * The `subscribe` of a type-graphql subscription: names what to watch, and the hub (hub.ts) does the rest. It is
 * no stream, since a stream per subscriber means an execution per subscriber: 69.6 µs a message at 10,000
 * sockets, where one execution shared by all costs 12.1.
 */
export function watching<Args, Context extends object>(
  watchOf: (args: Args) => Watch<Context>,
): (data: { args: Args }) => WatchHandle<Context> {
  return ({ args }) => handleOf(watchOf(args));
}

/** The same for a field whose topic depends on who asks. */
export function watchingAs<Args, Context extends object>(
  watchOf: (args: Args, context: Context) => Watch<Context>,
): (data: { args: Args; context: Context }) => WatchHandle<Context> {
  return ({ args, context }) => handleOf(watchOf(args, context));
}

function handleOf<Context>(watch: Watch<Context>): WatchHandle<Context> {
  return {
    watch,
    [Symbol.asyncIterator]() {
      throw new Error('Subscriptions are run by live/hub.ts, not by a GraphQL executor.');
    },
  };
}

/** @throws when a subscription field was declared without `watching`. */
export function watchBehind<Context>(handle: unknown): Watch<Context> {
  if (typeof handle === 'object' && handle !== null && 'watch' in handle) {
    return (handle as WatchHandle<Context>).watch;
  }
  throw new Error(
    'This subscription does not say what it watches: declare it with watching() of live/watch.ts.',
  );
}

/**
 * type-graphql refuses to build subscriptions without a pub/sub. It must not be given its own: the process dies
 * when one subscriber stops reading (an overflow after 1,024 events, thrown out of reach of any catch), and with
 * the documented cure, one buffer for all, subscribers receive the events of other topics.
 */
export const noPubSub = {
  publish(topic: string): never {
    throw new Error(`Nothing is published inside the process (${topic}): send a NOTIFY with lib/events.ts.`);
  },
  subscribe(topic: string): never {
    throw new Error(`A subscription declares what it watches with watching() of live/watch.ts (${topic}).`);
  },
};
