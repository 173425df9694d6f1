import {
  Arg,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { Context } from '../context.ts';
import { Creator } from '../creators/creator.entity.ts';
import type { RoleName } from '../lib/principal.ts';
import { DeletedPayload } from '../lib/deleted-payload.type.ts';
import { payload } from '../lib/user-error.ts';
import { UserErrorType } from '../lib/user-error.type.ts';
import { requireCreator, requireOwned } from './authorise.ts';
import {
  acceptInvitation,
  findInvitation,
  invitationsOf,
  invite,
  revokeInvitation,
  type OpenInvitation,
} from './invitation.actions.ts';
import { Invitation } from './invitation.entity.ts';
import { Role } from './role.enum.ts';
import { ViewerPayload } from './sign-in.inputs.ts';
import { enter, requireSessionHandle } from './enter.ts';

@InputType({ description: 'Whom to invite.' })
export class InvitationCreateInput {
  @Field(() => String, { description: 'The address of the person.' })
  email!: string;

  @Field(() => Role, { description: 'What they will be.' })
  role!: RoleName;
}

@InputType({ description: 'What the invited person enters.' })
export class InvitationAcceptInput {
  @Field(() => String, { description: 'The last part of the invitation’s link.' })
  token!: string;

  @Field(() => String, { nullable: true, description: 'Their name, when the address has no account yet.' })
  name?: string | null;

  @Field(() => String, { description: 'The password of the account; a new one when there is none yet.' })
  password!: string;
}

@ObjectType({ description: 'What an invitation link leads to, readable without sign-in.' })
export class InvitationPreview {
  @Field(() => String, { description: 'Who invites.' })
  creatorName!: string;

  @Field(() => String, { description: 'Who is invited.' })
  email!: string;

  @Field(() => Role, { description: 'What they will be.' })
  role!: RoleName;

  @Field(() => Boolean, {
    description: 'Whether an account will be made; otherwise its password is asked for.',
  })
  needsAccount!: boolean;
}

@ObjectType({ description: 'Answer of inviting somebody.' })
export class InvitationPayload {
  @Field(() => Invitation, { nullable: true, description: 'The invitation, with its link this once.' })
  invitation!: Invitation | null;

  @Field(() => [UserErrorType], { description: 'What to mend; empty when it worked.' })
  userErrors!: UserErrorType[];
}

@Resolver()
export class InvitationResolver {
  @Query(() => InvitationPreview, {
    nullable: true,
    description:
      'What an invitation link leads to; null when it was used, taken back, has expired or never was.',
  })
  invitation(
    @Ctx() context: Context,
    @Arg('token', () => String) token: string,
  ): Promise<OpenInvitation | null> {
    return findInvitation(context.db, token);
  }

  @Mutation(() => InvitationPayload, { description: 'Invites a person; hand the link over yourself.' })
  invitationCreate(
    @Ctx() context: Context,
    @Arg('creatorId', () => ID) creatorId: string,
    @Arg('input', () => InvitationCreateInput) input: InvitationCreateInput,
  ) {
    return payload({ invitation: null }, async () => {
      const asker = requireCreator(context, creatorId, 'members:write');
      return { invitation: await invite(context.em(), context.config.publicUrl, creatorId, asker, input) };
    });
  }

  @Mutation(() => ViewerPayload, { description: 'Joins the creator that invited, and signs in.' })
  invitationAccept(
    @Ctx() context: Context,
    @Arg('input', () => InvitationAcceptInput) input: InvitationAcceptInput,
  ) {
    const session = requireSessionHandle(context);
    return payload({ viewer: null }, async () => {
      const userId = await acceptInvitation(context.db, context.signInLimits, input, session);
      return { viewer: await enter(context, session, userId) };
    });
  }

  @Mutation(() => DeletedPayload, { description: 'Makes an open invitation’s link worthless.' })
  invitationRevoke(@Ctx() context: Context, @Arg('id', () => ID) id: string) {
    return payload({ deletedId: null }, async () => {
      await requireOwned(context, 'invitation', id, 'members:write');
      await revokeInvitation(context.em(), id);
      return { deletedId: id };
    });
  }
}

@Resolver(() => Creator)
export class CreatorInvitationsResolver {
  @FieldResolver(() => [Invitation], { description: 'Its open invitations, newest first.' })
  invitations(@Root() creator: Creator, @Ctx() context: Context): Promise<Invitation[]> {
    requireCreator(context, creator.id, 'members:read');
    return invitationsOf(context, creator.id);
  }
}
