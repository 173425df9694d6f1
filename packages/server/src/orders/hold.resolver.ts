import { Arg, Ctx, Field, ID, InputType, Mutation, Resolver } from 'type-graphql';
import { requireOwned, requirePrincipal } from '../access/authorise.ts';
import type { Backer } from '../backers/backer.entity.ts';
import { BackerPayload } from '../backers/backer.inputs.ts';
import { loadBacker } from '../backers/backers.actions.ts';
import { forgetBacker } from '../backers/backers.loader.ts';
import type { Context } from '../context.ts';
import { DateTime } from '../lib/date-time.scalar.ts';
import { payload } from '../lib/user-error.ts';
import { holdOrder, releaseOrder } from './hold.actions.ts';

@InputType({ description: 'Why an order must wait, and until when.' })
export class BackerHoldInput {
  @Field(() => String, { description: 'Why; shown wherever the order is passed by.' })
  reason!: string;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the hold ends by itself, within half a minute; without it somebody has to release it.',
  })
  until?: string | null;
}

const NOTHING: { backer: Backer | null; warnings: string[] } = { backer: null, warnings: [] };

@Resolver()
export class HoldResolver {
  @Mutation(() => BackerPayload, {
    description:
      'Puts one backer’s order on hold: everything but force passes it by. One that is held gets the new reason and date.',
  })
  backerHold(
    @Ctx() context: Context,
    @Arg('backerId', () => ID) backerId: string,
    @Arg('input', () => BackerHoldInput) input: BackerHoldInput,
  ) {
    return payload(NOTHING, async () => {
      const owned = await requireOwned(context, 'backer', backerId, 'shipments:write');
      await holdOrder(context.db, owned, requirePrincipal(context), input);
      forgetBacker(context, owned.id);
      return {
        backer: await loadBacker(context.db, [owned.creatorId], owned.id),
        warnings: NOTHING.warnings,
      };
    });
  }

  @Mutation(() => BackerPayload, { description: 'Ends the hold of one backer’s order.' })
  backerRelease(@Ctx() context: Context, @Arg('backerId', () => ID) backerId: string) {
    return payload(NOTHING, async () => {
      const owned = await requireOwned(context, 'backer', backerId, 'shipments:write');
      await releaseOrder(context.db, owned, requirePrincipal(context));
      forgetBacker(context, owned.id);
      return {
        backer: await loadBacker(context.db, [owned.creatorId], owned.id),
        warnings: NOTHING.warnings,
      };
    });
  }
}
