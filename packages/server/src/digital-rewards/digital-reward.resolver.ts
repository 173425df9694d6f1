import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { requireOwned, requirePrincipal, requireProject } from '../access/authorise.ts';
import { Backer } from '../backers/backer.entity.ts';
import { backersById } from '../backers/backers.loader.ts';
import type { Context } from '../context.ts';
import { payload } from '../lib/user-error.ts';
import { OperationPayload } from '../operations/operation-payload.type.ts';
import { Project } from '../projects/project.entity.ts';
import { isLink } from './code-text.ts';
import { revokeDigitalCode, updateDigitalReward } from './digital-reward.actions.ts';
import {
  DigitalCodePayload,
  DigitalRewardPayload,
  DigitalRewardsCheckInput,
  DigitalRewardsSendInput,
  DigitalRewardUpdateInput,
} from './digital-reward.inputs.ts';
import { DigitalReward, DigitalRewardDelivery, DigitalRewardsCheck } from './digital-reward.type.ts';
import { checkDigitalRewards } from './digital-rewards-check.actions.ts';
import { sendDigitalRewards } from './digital-rewards-send.actions.ts';
import {
  countsByReward,
  deliveriesByBacker,
  digitalRewardsById,
  loadDelivery,
  rewardsOfProject,
} from './digital-rewards.loader.ts';
import { openCode } from './sealed-code.ts';

@Resolver(() => DigitalReward)
export class DigitalRewardResolver {
  @Query(() => DigitalRewardsCheck, {
    nullable: true,
    description:
      'What a send of these codes would be refused for, while it is being written. Nothing is stored; null where the project or the reward is not there or not yours.',
  })
  async digitalRewardsCheck(
    @Ctx() context: Context,
    @Arg('projectId', () => ID) projectId: string,
    @Arg('input', () => DigitalRewardsCheckInput) input: DigitalRewardsCheckInput,
  ) {
    const found = await payload<{ check: DigitalRewardsCheck | null }>({ check: null }, async () => {
      const project = await requireProject(context, projectId, 'shipments:write');
      return { check: await checkDigitalRewards(context, project, input) };
    });
    return found.check;
  }

  @Mutation(() => OperationPayload, {
    description:
      'Gives codes or a link to many backers: an operation with preview, report and undo, which revokes. Refused before anything is stored when codes and recipients do not match in number, or a code was given before.',
  })
  digitalRewardsSend(
    @Ctx() context: Context,
    @Arg('projectId', () => ID) projectId: string,
    @Arg('input', () => DigitalRewardsSendInput) input: DigitalRewardsSendInput,
  ) {
    return payload({ operation: null, replayed: null }, async () => {
      const project = await requireProject(context, projectId, 'shipments:write');
      return sendDigitalRewards(context, project, requirePrincipal(context), input);
    });
  }

  @Mutation(() => DigitalRewardPayload, { description: 'Changes the name or the instructions of a reward.' })
  digitalRewardUpdate(
    @Ctx() context: Context,
    @Arg('id', () => ID) id: string,
    @Arg('input', () => DigitalRewardUpdateInput) input: DigitalRewardUpdateInput,
  ) {
    return payload<{ digitalReward: DigitalReward | null }>({ digitalReward: null }, async () => {
      const owned = await requireOwned(context, 'digital_reward', id, 'shipments:write');
      await updateDigitalReward(context.db, owned, input);
      return { digitalReward: await context.loader(digitalRewardsById).clear(id).load(id) };
    });
  }

  @Mutation(() => DigitalCodePayload, {
    description:
      'Takes a code back: its backer no longer sees it, and it is never given to anybody else. A mail that has gone out stays sent.',
  })
  digitalCodeRevoke(@Ctx() context: Context, @Arg('id', () => ID) id: string) {
    return payload<{ delivery: DigitalRewardDelivery | null }>({ delivery: null }, async () => {
      const owned = await requireOwned(context, 'digital_code', id, 'shipments:write');
      await revokeDigitalCode(context.db, owned, requirePrincipal(context));
      return { delivery: await loadDelivery(context.db, [owned.creatorId], id) };
    });
  }

  @FieldResolver(() => Int, { description: 'How many backers have it now.' })
  async given(@Root() reward: DigitalReward, @Ctx() context: Context): Promise<number> {
    return (await context.loader(countsByReward).load(reward.id)).given;
  }

  @FieldResolver(() => Int, { description: 'How many codes of it were taken back.' })
  async revoked(@Root() reward: DigitalReward, @Ctx() context: Context): Promise<number> {
    return (await context.loader(countsByReward).load(reward.id)).revoked;
  }

  @FieldResolver(() => Int, {
    description: 'How many codes of it wait in previews and operations under way.',
  })
  async waiting(@Root() reward: DigitalReward, @Ctx() context: Context): Promise<number> {
    return (await context.loader(countsByReward).load(reward.id)).waiting;
  }
}

@Resolver(() => DigitalRewardDelivery)
export class DigitalRewardDeliveryResolver {
  @FieldResolver(() => DigitalReward, { description: 'What it is.' })
  reward(@Root() { rewardId }: DigitalRewardDelivery, @Ctx() context: Context) {
    return context.loader(digitalRewardsById).load(rewardId);
  }

  @FieldResolver(() => Backer, { description: 'Who has it, or had it.', nullable: true })
  backer(@Root() { backerId }: DigitalRewardDelivery, @Ctx() context: Context) {
    return context.loader(backersById).load(backerId);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'The code itself; null where the secret that sealed it is no more.',
  })
  code(@Root() { sealed }: DigitalRewardDelivery, @Ctx() { secret }: Context): string | null {
    return openCode(secret, sealed);
  }

  @FieldResolver(() => Boolean, { description: 'Whether it is an http or https address, to be followed.' })
  isLink(@Root() { sealed }: DigitalRewardDelivery, @Ctx() { secret }: Context): boolean {
    const code = openCode(secret, sealed);
    return code !== null && isLink(code);
  }
}

@Resolver(() => Project)
export class ProjectDigitalRewardsResolver {
  @FieldResolver(() => [DigitalReward], { description: 'Its digital rewards, newest first.' })
  digitalRewards(@Root() project: Project, @Ctx() context: Context): Promise<DigitalReward[]> {
    return rewardsOfProject(context.db, project);
  }
}

@Resolver(() => Backer)
export class BackerDigitalRewardsResolver {
  @FieldResolver(() => [DigitalRewardDelivery], {
    description:
      'The codes and links the backer was given, newest first; revoked ones are kept for the record.',
  })
  digitalRewards(@Root() backer: Backer, @Ctx() context: Context): Promise<DigitalRewardDelivery[]> {
    return context.loader(deliveriesByBacker).load(backer.id);
  }
}
