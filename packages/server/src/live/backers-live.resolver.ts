import { Arg, Ctx, Field, ID, ObjectType, Resolver, Root, Subscription } from 'type-graphql';
import { requireProject } from '../access/authorise.ts';
import type { Context } from '../context.ts';
import { topics, watching, type Wake } from './watch.ts';

@ObjectType({ description: 'Which backers of a project changed since the last value.' })
export class BackersChange {
  @Field(() => ID, { description: 'The project they belong to.' })
  projectId!: string;

  @Field(() => [ID], {
    nullable: true,
    description:
      'Their ids, fifty at most. Null = many, or the first value: read again what is on the screen.',
  })
  backerIds!: readonly string[] | null;
}

@Resolver()
export class BackersLiveResolver {
  @Subscription(() => BackersChange, {
    description: 'Which backers of a project changed, with their orders, items, shipments and holds.',
    subscribe: watching(({ projectId }: { projectId: string }) => ({
      shape: 'CHANGES',
      topic: topics.backers(projectId),
    })),
  })
  async backersChanged(
    @Ctx() context: Context,
    @Root() wake: Wake,
    @Arg('projectId', () => ID, { description: 'The project to watch.' }) projectId: string,
  ): Promise<BackersChange> {
    await requireProject(context, projectId, 'backers:read');
    return { projectId, backerIds: wake.ids };
  }
}
