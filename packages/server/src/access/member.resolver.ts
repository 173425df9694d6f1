import {
  Arg,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Mutation,
  ObjectType,
  Resolver,
  Root,
} from 'type-graphql';
import type { Context } from '../context.ts';
import { Creator } from '../creators/creator.entity.ts';
import type { RoleName } from '../lib/principal.ts';
import { payload } from '../lib/user-error.ts';
import { DeletedPayload } from '../lib/deleted-payload.type.ts';
import { UserErrorType } from '../lib/user-error.type.ts';
import { requireCreator, requireOwned, requirePrincipal } from './authorise.ts';
import { changeRole, membersOf, removeMember } from './member.actions.ts';
import { Member } from './member.entity.ts';
import { Role } from './role.enum.ts';
import { User } from './user.entity.ts';
import { usersById } from './users.loader.ts';

@InputType({ description: 'A change of a membership.' })
export class MemberUpdateInput {
  @Field(() => Role, { description: 'What the person may do from now on.' })
  role!: RoleName;
}

@ObjectType({ description: 'Answer of what changes a membership.' })
export class MemberPayload {
  @Field(() => Member, { nullable: true, description: 'The membership as it is now.' })
  member!: Member | null;

  @Field(() => [UserErrorType], { description: 'What to mend; empty when it worked.' })
  userErrors!: UserErrorType[];
}

@Resolver(() => Member)
export class MemberResolver {
  @Mutation(() => MemberPayload, {
    description: 'Changes what a member may do. A creator keeps at least one owner.',
  })
  memberUpdate(
    @Ctx() context: Context,
    @Arg('id', () => ID) id: string,
    @Arg('input', () => MemberUpdateInput) input: MemberUpdateInput,
  ) {
    return payload({ member: null }, async () => {
      await requireOwned(context, 'member', id, 'members:write');
      return { member: await changeRole(context.em(), requirePrincipal(context), id, input.role) };
    });
  }

  @Mutation(() => DeletedPayload, {
    description: 'Takes a person’s place with a creator away. A creator keeps at least one owner.',
  })
  memberRemove(@Ctx() context: Context, @Arg('id', () => ID) id: string) {
    return payload({ deletedId: null }, async () => {
      await requireOwned(context, 'member', id, 'members:write');
      await removeMember(context.em(), requirePrincipal(context), id);
      return { deletedId: id };
    });
  }

  @FieldResolver(() => User, { description: 'Who it is.' })
  user(@Root() member: Member, @Ctx() context: Context): Promise<User | null> {
    return context.loader(usersById).load(member.userId);
  }
}

@Resolver(() => Creator)
export class CreatorMembersResolver {
  @FieldResolver(() => [Member], { description: 'Its people, in the order they joined.' })
  members(@Root() creator: Creator, @Ctx() context: Context): Promise<Member[]> {
    requireCreator(context, creator.id, 'members:read');
    return membersOf(context, creator.id);
  }
}
