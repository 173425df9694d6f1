import { Arg, Ctx, ID, Resolver, Subscription } from 'type-graphql';
import { requireProject } from '../access/authorise.ts';
import type { Context } from '../context.ts';
import { countsOf } from '../postage/label-counts.ts';
import { PostageCounts } from '../postage/postage.types.ts';
import { topics, watching } from './watch.ts';

@Resolver()
export class PostageLiveResolver {
  @Subscription(() => PostageCounts, {
    description:
      'How many labels of a project stand where: as it is, then after every change of a label and every scan, a few times a second.',
    subscribe: watching(({ projectId }: { projectId: string }) => ({
      shape: 'SNAPSHOT',
      topic: topics.postage(projectId),
    })),
  })
  async postageUpdated(
    @Ctx() context: Context,
    @Arg('projectId', () => ID, { description: 'The project to watch.' }) projectId: string,
  ): Promise<PostageCounts> {
    const project = await requireProject(context, projectId, 'backers:read');
    return countsOf(context.db, project);
  }
}
