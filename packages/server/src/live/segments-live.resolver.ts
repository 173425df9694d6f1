import { Arg, Ctx, ID, Resolver, Subscription } from 'type-graphql';
import { requireProject } from '../access/authorise.ts';
import type { Context } from '../context.ts';
import { SegmentCounts } from '../segments/segment.inputs.ts';
import { segmentsOf } from '../segments/segments.actions.ts';
import { topics, watching } from './watch.ts';

interface SegmentsArgs {
  projectId: string;
}

/** Where all is counted it rests for so many times what that took: a tenth of a processor's time is what it may cost. */
const RESTS = 9;
const SHORTEST_REST_MS = 250;
/** Four counts a second would go over the ends of the stretches four times. */
const REST_MS = 1_000;
/** How old a count may be when it is replaced. */
const FRESH_MS = 1_900;
const SLOW_MS = 350;
const LONGEST_REST_MS = 60_000;

/**
 * How long counts rest. What changes just after one began is seen when the next is done: the rest and two counts
 * later. It is cut so that this is two seconds, unless all is counted each time and that is so slow that it would do
 * little else. Where only what changed is counted, a longer rest would save nothing: it is the same rows, later.
 */
export function restAfterCounting(tookMs: number, all: boolean): number {
  if (!all) return Math.max(Math.min(REST_MS, FRESH_MS - 2 * tookMs), SHORTEST_REST_MS);
  const rest = Math.max(tookMs * RESTS, SHORTEST_REST_MS);
  return tookMs <= SLOW_MS ? Math.min(rest, FRESH_MS - 2 * tookMs) : Math.min(rest, LONGEST_REST_MS);
}

@Resolver()
export class SegmentsLiveResolver {
  @Subscription(() => SegmentCounts, {
    description:
      'The segments of a project with how many backers each has: as they stand, then after changes, fresh to two seconds where counting takes no longer than a third of one.',
    subscribe: watching<SegmentsArgs, Context>(({ projectId }) => ({
      shape: 'SNAPSHOT',
      topic: topics.segments(projectId),
      rest: (tookMs, { liveCounts }) => restAfterCounting(tookMs, liveCounts.countsAll(projectId)),
    })),
  })
  async segmentsUpdated(
    @Ctx() context: Context,
    @Arg('projectId', () => ID, { description: 'The project to watch.' }) projectId: string,
    @Arg('segmentIds', () => [ID], {
      nullable: true,
      description: 'Only these of its segments: what nobody looks at need not be counted.',
    })
    segmentIds: string[] | null,
  ): Promise<SegmentCounts> {
    const project = await requireProject(context, projectId, 'backers:read');
    const all = await segmentsOf(context.db, project);
    const segments = segmentIds ? all.filter(({ id }) => segmentIds.includes(id)) : all;
    const counts = await context.liveCounts.count(context.db, project, segments);
    for (const segment of segments) segment.counted = counts.get(segment.id) ?? 0;
    return { projectId, segments };
  }
}
