import { Arg, Ctx, ID, Resolver, Subscription } from 'type-graphql';
import { requireProject } from '../access/authorise.ts';
import type { Context } from '../context.ts';
import { ExceptionFeed } from '../exceptions/exception.types.ts';
import { exceptionCountsOf } from '../exceptions/exceptions.actions.ts';
import { topics, watching } from './watch.ts';

@Resolver()
export class ExceptionsLiveResolver {
  @Subscription(() => ExceptionFeed, {
    description:
      'How much of a project needs a person: as it stands, then after every change, a few times a second.',
    subscribe: watching(({ projectId }: { projectId: string }) => ({
      shape: 'SNAPSHOT',
      topic: topics.exceptions(projectId),
    })),
  })
  async exceptionsUpdated(
    @Ctx() context: Context,
    @Arg('projectId', () => ID, { description: 'The project to watch.' }) projectId: string,
  ): Promise<ExceptionFeed> {
    const project = await requireProject(context, projectId, 'projects:read');
    return { id: project.id, counts: await exceptionCountsOf(context.db, project) };
  }
}
