import { Arg, Ctx, ID, Resolver, Root, Subscription } from 'type-graphql';
import { requireCreator, requireProject } from '../access/authorise.ts';
import type { Context } from '../context.ts';
import { notFound, UserError, UserErrorCode } from '../lib/user-error.ts';
import { progressOf } from '../projects/progress.actions.ts';
import { FulfillmentProgress } from '../projects/progress.type.ts';
import { projectById, projectsOf } from '../projects/project.actions.ts';
import { Project } from '../projects/project.entity.ts';
import { topics, watching, type Wake, type Watch } from './watch.ts';

interface StatusArgs {
  creatorId?: string | null;
  projectId?: string | null;
}

@Resolver()
export class ProjectLiveResolver {
  @Subscription(() => FulfillmentProgress, {
    description: 'A project’s numbers: as they stand, then after every change, a few times a second.',
    subscribe: watching(({ projectId }: { projectId: string }) => ({
      shape: 'SNAPSHOT',
      topic: topics.progress(projectId),
    })),
  })
  async projectProgressUpdated(
    @Ctx() context: Context,
    @Arg('projectId', () => ID, { description: 'The project to watch.' }) projectId: string,
  ): Promise<FulfillmentProgress> {
    await requireProject(context, projectId, 'projects:read');
    const [progress] = await progressOf(context, [projectId]);
    if (!progress) throw notFound('project');
    return progress;
  }

  @Subscription(() => Project, {
    description:
      'A project as it stands, then whenever it crosses a line between two statuses or is renamed. With `creatorId`, each project of that creator. Name exactly one of the two.',
    subscribe: watching<StatusArgs, Context>(watchStatus),
  })
  async projectStatusChanged(
    @Ctx() context: Context,
    @Root() wake: Wake,
    @Arg('projectId', () => ID, { nullable: true, description: 'One project.' }) projectId: string | null,
    @Arg('creatorId', () => ID, { nullable: true, description: 'Every project of a creator.' })
    _creatorId: string | null,
  ): Promise<Project> {
    const id = wake.subject ?? projectId ?? '';
    await requireProject(context, id, 'projects:read');
    const project = await projectById(context, id);
    if (!project) throw notFound('project');
    return project;
  }
}

function watchStatus({ creatorId, projectId }: StatusArgs): Watch<Context> {
  if (projectId && !creatorId) return { shape: 'SNAPSHOT', topic: topics.project(projectId) };
  if (!creatorId || projectId)
    throw new UserError(UserErrorCode.INVALID, 'Name either creatorId or projectId.');
  return {
    shape: 'EACH',
    topic: topics.creatorProjects(creatorId),
    async subjects(context) {
      requireCreator(context, creatorId, 'projects:read');
      const [projects] = await projectsOf(context, [creatorId]);
      return (projects ?? []).map(({ id }) => id);
    },
  };
}
