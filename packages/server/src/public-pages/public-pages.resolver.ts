import { GraphQLError } from 'graphql';
import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { requireCreator, requireOwned, requirePrincipal, requireProject } from '../access/authorise.ts';
import { mayIn } from '../access/permissions.ts';
import { Backer } from '../backers/backer.entity.ts';
import { loadBacker } from '../backers/backers.actions.ts';
import type { Context } from '../context.ts';
import { Creator } from '../creators/creator.entity.ts';
import { payload } from '../lib/user-error.ts';
import { ProjectPayload } from '../projects/project.inputs.ts';
import { linkVersions, rotateLink } from './pledge-link.actions.ts';
import { publicPledgeByToken } from './pledge.actions.ts';
import { publicCreatorBySlug } from './profile.actions.ts';
import { pledgeUrl, profileUrl } from './public-addresses.ts';
import { PublicCreator } from './public-creator.type.ts';
import { PublicPledge } from './public-pledge.type.ts';
import { setPublished, updateCreator } from './publish.actions.ts';
import { BackerLinkPayload, CreatorPayload, CreatorUpdateInput } from './publish.inputs.ts';

@Resolver()
export class PublicPagesResolver {
  @Query(() => PublicCreator, {
    nullable: true,
    description:
      'A creator’s public profile, for anybody; null where nobody has that address or nothing is published.',
  })
  publicCreator(
    @Ctx() { db }: Context,
    @Arg('slug', () => String) slug: string,
  ): Promise<PublicCreator | null> {
    return publicCreatorBySlug(db, slug);
  }

  @Query(() => PublicPledge, {
    nullable: true,
    description:
      'A backer’s own page by the last part of its link, for whoever has that; null where it does not work.',
  })
  async publicPledge(
    @Ctx() context: Context,
    @Arg('token', () => String) token: string,
  ): Promise<PublicPledge | null> {
    const ip = context.session?.ip ?? '';
    const wait = await context.pledgeLimits.spend(ip);
    if (wait !== null) throw tooMany(wait);
    const pledge = await publicPledgeByToken(context, token);
    if (!pledge) await context.pledgeLimits.charge(ip);
    return pledge;
  }

  @Mutation(() => ProjectPayload, { description: 'Puts a project on its creator’s public profile.' })
  projectPublish(@Ctx() context: Context, @Arg('id', () => ID) id: string) {
    return publish(context, id, true);
  }

  @Mutation(() => ProjectPayload, {
    description:
      'Takes a project off the public profile. Pages of its backers stay, for their links are in mails.',
  })
  projectUnpublish(@Ctx() context: Context, @Arg('id', () => ID) id: string) {
    return publish(context, id, false);
  }

  @Mutation(() => CreatorPayload, { description: 'Changes a creator’s name and what it says of itself.' })
  creatorUpdate(
    @Ctx() context: Context,
    @Arg('id', () => ID) id: string,
    @Arg('input', () => CreatorUpdateInput) input: CreatorUpdateInput,
  ) {
    return payload({ creator: null }, async () => {
      requireCreator(context, id, 'creator:write');
      return { creator: await updateCreator(context.em(), id, input) };
    });
  }

  @Mutation(() => BackerLinkPayload, {
    description: 'Makes a new link to a backer’s own page; those in mails that have gone out stop working.',
  })
  backerLinkRotate(@Ctx() context: Context, @Arg('backerId', () => ID) backerId: string) {
    return payload({ backer: null }, async () => {
      const owned = await requireOwned(context, 'backer', backerId, 'backers:write');
      await rotateLink(context.db, owned, requirePrincipal(context).name);
      context.loader(linkVersions).clear(backerId);
      return { backer: await loadBacker(context.db, [owned.creatorId], backerId) };
    });
  }
}

@Resolver(() => Creator)
export class CreatorProfileResolver {
  @FieldResolver(() => String, {
    description: 'Where its public profile is; there is something to see once a project is published.',
  })
  profileUrl(@Root() { slug }: Creator, @Ctx() { config }: Context): string {
    return profileUrl(config.publicUrl, slug);
  }
}

@Resolver(() => Backer)
export class BackerLinkResolver {
  @FieldResolver(() => String, {
    nullable: true,
    description:
      'The backer’s own page, which shows parcels and codes to whoever has the link; null for who may not ship.',
  })
  async publicUrl(@Root() { id, creatorId }: Backer, @Ctx() context: Context): Promise<string | null> {
    if (!context.principal || !mayIn(context.principal, creatorId, 'shipments:write')) return null;
    const version = await context.loader(linkVersions).load(id);
    return pledgeUrl(context.config.publicUrl, context.secret.pledgeToken(id, version));
  }
}

function publish(context: Context, id: string, published: boolean) {
  return payload({ project: null }, async () => {
    await requireProject(context, id, 'projects:write');
    return { project: await setPublished(context.em(), id, published) };
  });
}

function tooMany(seconds: number): GraphQLError {
  return new GraphQLError(
    `Too many links were tried from your network. Wait ${seconds} seconds, then try again.`,
    {
      extensions: {
        code: 'RATE_LIMITED',
        retryAfterSeconds: seconds,
        http: { status: 429, headers: new Map([['retry-after', String(seconds)]]) },
      },
    },
  );
}
