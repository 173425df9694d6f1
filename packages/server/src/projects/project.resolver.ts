import DataLoader from 'dataloader';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, ID, Info, Mutation, Query, Resolver, Root } from 'type-graphql';
import { requireCreator, requirePrincipal, requireProject } from '../access/authorise.ts';
import type { Context } from '../context.ts';
import { Creator } from '../creators/creator.entity.ts';
import { creatorsById } from '../creators/creators.loader.ts';
import { fieldsBelow } from '../lib/selection.ts';
import { payload, UserError, UserErrorCode } from '../lib/user-error.ts';
import { countriesOf, progressOf, shippedOverTime } from './progress.actions.ts';
import { CountryCount, FulfillmentProgress, TimePoint, TimeUnit } from './progress.type.ts';
import {
  createProject,
  projectById,
  projectBySlug,
  projectsOf,
  projectWithoutRow,
  updateProject,
} from './project.actions.ts';
import { Project } from './project.entity.ts';
import { ProjectCreateInput, ProjectPayload, ProjectUpdateInput } from './project.inputs.ts';

const progressLoader = (context: Context) =>
  new DataLoader<string, FulfillmentProgress | null>((ids) => progressOf(context, ids));

const projectsLoader = (context: Context) =>
  new DataLoader<string, Project[]>((creatorIds) => projectsOf(context, creatorIds));

/** Fields that need no more of a project than its key and whose it is. */
const WITHOUT_ROW: ReadonlySet<string> = new Set([
  '__typename',
  'id',
  'backers',
  'shipments',
  'operations',
  'progress',
  'segments',
  'segment',
  'filterSuggestions',
]);

@Resolver(() => Project)
export class ProjectResolver {
  @Query(() => Project, {
    nullable: true,
    description: 'A project; null when there is none or it is not yours to see.',
  })
  project(
    @Ctx() context: Context,
    @Arg('id', () => ID) id: string,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Project | null> {
    const rowless = [...fieldsBelow(info)].every((name) => WITHOUT_ROW.has(name));
    return rowless ? projectWithoutRow(context, id) : projectById(context, id);
  }

  @Query(() => Project, { nullable: true, description: 'A project by the two slugs of its address.' })
  projectBySlug(
    @Ctx() context: Context,
    @Arg('creatorSlug', () => String) creatorSlug: string,
    @Arg('projectSlug', () => String) projectSlug: string,
  ): Promise<Project | null> {
    return projectBySlug(context, creatorSlug, projectSlug);
  }

  @Mutation(() => ProjectPayload, { description: 'Makes a project under a creator.' })
  projectCreate(@Ctx() context: Context, @Arg('input', () => ProjectCreateInput) input: ProjectCreateInput) {
    return payload({ project: null }, async () => {
      const creatorId = input.creatorId ?? onlyCreator(context);
      requireCreator(context, creatorId, 'projects:write');
      return { project: await createProject(context.em(), creatorId, input) };
    });
  }

  @Mutation(() => ProjectPayload, { description: 'Changes a project’s title, address or way of shipping.' })
  projectUpdate(
    @Ctx() context: Context,
    @Arg('id', () => ID) id: string,
    @Arg('input', () => ProjectUpdateInput) input: ProjectUpdateInput,
  ) {
    return payload({ project: null }, async () => {
      await requireProject(context, id, 'projects:write');
      return { project: await updateProject(context.em(), id, input) };
    });
  }

  @FieldResolver(() => Creator, { description: 'Whose it is.' })
  creator(@Root() project: Project, @Ctx() context: Context): Promise<Creator | null> {
    return context.loader(creatorsById).load(project.creatorId);
  }

  @FieldResolver(() => FulfillmentProgress, { description: 'Its live numbers.' })
  progress(@Root() project: Project, @Ctx() context: Context): Promise<FulfillmentProgress | null> {
    return context.loader(progressLoader).load(project.id);
  }

  @FieldResolver(() => [TimePoint], {
    description: 'Orders fulfilled per bucket of time, oldest first; empty ones are left out.',
  })
  shippedOverTime(
    @Root() project: Project,
    @Ctx() context: Context,
    @Arg('by', () => TimeUnit, { defaultValue: TimeUnit.DAY }) by: TimeUnit,
  ): Promise<TimePoint[]> {
    return shippedOverTime(context, project.id, by);
  }

  @FieldResolver(() => [CountryCount], {
    description: 'Where its orders go, the most first; canceled ones are left out.',
  })
  countries(@Root() project: Project, @Ctx() context: Context): Promise<CountryCount[]> {
    return countriesOf(context, project.id);
  }
}

@Resolver(() => Creator)
export class CreatorProjectsResolver {
  @FieldResolver(() => [Project], { description: 'Its projects, newest first.' })
  projects(@Root() creator: Creator, @Ctx() context: Context): Promise<Project[]> {
    return context.loader(projectsLoader).load(creator.id);
  }
}

function onlyCreator(context: Context): string {
  const [first, ...others] = requirePrincipal(context).creators.keys();
  if (first !== undefined && others.length === 0) return first;
  throw new UserError(
    UserErrorCode.BLANK,
    'Say whose project it is: you belong to several creators, or to none.',
    ['input', 'creatorId'],
  );
}
