import {
  Arg,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Resolver,
  Root,
} from 'type-graphql';
import type { Context } from '../context.ts';
import { Creator } from '../creators/creator.entity.ts';
import type { Scope } from '../lib/principal.ts';
import { payload } from '../lib/user-error.ts';
import { UserErrorType } from '../lib/user-error.type.ts';
import { ApiToken } from './api-token.entity.ts';
import { requireCreator, requireOwned } from './authorise.ts';
import { TokenScope } from './role.enum.ts';
import { createToken, revokeToken, tokensOf } from './token.actions.ts';
import { forgetTokens } from './token-memory.ts';
import { User } from './user.entity.ts';
import { usersById } from './users.loader.ts';

@InputType({ description: 'A new API token.' })
export class TokenCreateInput {
  @Field(() => String, { description: 'What it is for.' })
  name!: string;

  @Field(() => [TokenScope], { description: 'What it may do; at least one.' })
  scopes!: Scope[];

  @Field(() => Int, { nullable: true, description: 'After how many days it stops working; empty for never.' })
  expiresInDays?: number | null;
}

@ObjectType({ description: 'Answer of what changes a token.' })
export class TokenPayload {
  @Field(() => ApiToken, { nullable: true, description: 'The token’s record.' })
  token!: ApiToken | null;

  @Field(() => String, { nullable: true, description: 'The token itself, shown this once.' })
  secret!: string | null;

  @Field(() => [UserErrorType], { description: 'What to mend; empty when it worked.' })
  userErrors!: UserErrorType[];
}

@Resolver(() => ApiToken)
export class TokenResolver {
  @Mutation(() => TokenPayload, { description: 'Makes an API token; its secret is in this answer only.' })
  tokenCreate(
    @Ctx() context: Context,
    @Arg('creatorId', () => ID) creatorId: string,
    @Arg('input', () => TokenCreateInput) input: TokenCreateInput,
  ) {
    return payload({ token: null, secret: null }, async () => {
      const principal = requireCreator(context, creatorId, 'tokens:write');
      return createToken(context.em(), creatorId, principal, input);
    });
  }

  @Mutation(() => TokenPayload, { description: 'Revokes an API token for good.' })
  tokenRevoke(@Ctx() context: Context, @Arg('id', () => ID) id: string) {
    return payload({ token: null, secret: null }, async () => {
      await requireOwned(context, 'api_token', id, 'tokens:write');
      const token = await revokeToken(context.em(), id);
      forgetTokens(context.db);
      return { token, secret: null };
    });
  }

  @FieldResolver(() => User, { nullable: true, description: 'Who made it; null when they have left.' })
  createdBy(@Root() token: ApiToken, @Ctx() context: Context): Promise<User | null> | null {
    return token.createdBy === null ? null : context.loader(usersById).load(token.createdBy);
  }
}

@Resolver(() => Creator)
export class CreatorTokensResolver {
  @FieldResolver(() => [ApiToken], { description: 'Its API tokens, newest first, revoked ones included.' })
  tokens(@Root() creator: Creator, @Ctx() context: Context): Promise<ApiToken[]> {
    requireCreator(context, creator.id, 'tokens:read');
    return tokensOf(context, creator.id);
  }
}
