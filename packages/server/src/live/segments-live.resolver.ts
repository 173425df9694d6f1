import { Arg, Ctx, ID, Resolver, Subscription } from 'type-graphql';
import { requireProject } from '../access/authorise.ts';
import type { Context } from '../context.ts';
import { SegmentCounts } from '../segments/segment.inputs.ts';
import { segmentsOf } from '../segments/segments.actions.ts';
import { restAfterCounting } from './rest-after-counting.ts';
import { topics, watching } from './watch.ts';

interface SegmentsArgs {
  projectId: string;
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
