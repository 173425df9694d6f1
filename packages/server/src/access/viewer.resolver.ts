import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../context.ts';
import { CREATOR_COLUMNS, Creator } from '../creators/creator.entity.ts';
import type { RoleName } from '../lib/principal.ts';
import { ApiToken } from './api-token.entity.ts';
import { requirePrincipal } from './authorise.ts';
import { personOfSession } from './principal.actions.ts';
import { Role } from './role.enum.ts';
import { Viewer } from './sign-in.inputs.ts';
import { tokenById } from './token.actions.ts';
import { User } from './user.entity.ts';

@Resolver(() => Viewer)
export class ViewerResolver {
  @Query(() => Viewer, { nullable: true, description: 'Who is asking; null when nobody is signed in.' })
  viewer(@Ctx() context: Context): Viewer | null {
    return context.principal && { principal: context.principal };
  }

  @FieldResolver(() => ID, { description: 'Key of whoever asks; a person’s and a token’s never coincide.' })
  id(@Root() { principal }: Viewer): string {
    return `${principal.kind.toLowerCase()}-${principal.id}`;
  }

  @FieldResolver(() => User, { nullable: true, description: 'The person; null when a token asks.' })
  async user(@Root() { principal }: Viewer, @Ctx() context: Context): Promise<User | null> {
    if (principal.kind !== 'USER') return null;
    const person = await personOfSession(context.db, principal.sessionKey);
    return person ? { id: person.user_id, email: person.email, name: person.name } : null;
  }

  @FieldResolver(() => ApiToken, { nullable: true, description: 'The token; null when a person asks.' })
  async token(@Root() { principal }: Viewer, @Ctx() context: Context): Promise<ApiToken | null> {
    return principal.kind === 'TOKEN' ? tokenById(context, principal.id) : null;
  }

  @FieldResolver(() => [Creator], { description: 'The creators they belong to, by name.' })
  creators(@Root() { principal }: Viewer, @Ctx() context: Context): Promise<Creator[]> {
    return context.db.read<Creator & Record<string, unknown>>(
      principal.creators.keys(),
      `select ${CREATOR_COLUMNS} from creator where id = any ($1) order by lower(name), id`,
      [[...principal.creators.keys()]],
    );
  }
}

@Resolver(() => Creator)
export class CreatorAccessResolver {
  @Query(() => Creator, {
    nullable: true,
    description: 'A creator by its address; null when there is none or it is not yours to see.',
  })
  async creator(@Ctx() context: Context, @Arg('slug', () => String) slug: string): Promise<Creator | null> {
    const rows = await context.db.read<Creator & Record<string, unknown>>(
      requirePrincipal(context).creators.keys(),
      `select ${CREATOR_COLUMNS} from creator where slug = $1`,
      [slug],
    );
    return rows[0] ?? null;
  }

  @FieldResolver(() => Role, { nullable: true, description: 'The viewer’s role here; null for a token.' })
  role(@Root() creator: Creator, @Ctx() { principal }: Context): RoleName | null {
    return principal?.kind === 'USER' ? (principal.creators.get(creator.id) ?? null) : null;
  }
}
