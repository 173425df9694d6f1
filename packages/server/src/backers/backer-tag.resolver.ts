import { Arg, Ctx, Field, ID, InputType, Mutation, Resolver } from 'type-graphql';
import { requireOwned, requirePrincipal } from '../access/authorise.ts';
import type { Context } from '../context.ts';
import { payload } from '../lib/user-error.ts';
import { tagBacker } from './backer-tag.actions.ts';
import type { Backer } from './backer.entity.ts';
import { BackerPayload } from './backer.inputs.ts';
import { loadBacker } from './backers.actions.ts';
import { forgetBacker } from './backers.loader.ts';

@InputType({ description: 'Tags to put on and to take off; those that are named in neither stay.' })
export class BackerTagInput {
  @Field(() => [String], {
    nullable: true,
    description: 'To put on; those there already stay where they are.',
  })
  add?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'To take off; wins over `add`.' })
  remove?: string[] | null;
}

const NOTHING: { backer: Backer | null; warnings: string[] } = { backer: null, warnings: [] };

@Resolver()
export class BackerTagResolver {
  @Mutation(() => BackerPayload, {
    description: 'Puts tags on one backer and takes others off, without touching the rest.',
  })
  backerTag(
    @Ctx() context: Context,
    @Arg('backerId', () => ID) backerId: string,
    @Arg('input', () => BackerTagInput) input: BackerTagInput,
  ) {
    return payload(NOTHING, async () => {
      const owned = await requireOwned(context, 'backer', backerId, 'backers:write');
      await tagBacker(context.db, owned, requirePrincipal(context), input);
      forgetBacker(context, owned.id);
      return {
        backer: await loadBacker(context.db, [owned.creatorId], owned.id),
        warnings: NOTHING.warnings,
      };
    });
  }
}
