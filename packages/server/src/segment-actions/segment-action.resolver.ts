import { Arg, Ctx, Field, ID, InputType, Int, Mutation, registerEnumType, Resolver } from 'type-graphql';
import { requireProject, requirePrincipal } from '../access/authorise.ts';
import { BackerTarget } from '../backers/backer-filter.inputs.ts';
import type { Context } from '../context.ts';
import { payload } from '../lib/user-error.ts';
import { OperationPayload } from '../operations/operation-payload.type.ts';
import { runSegmentAction } from './segment-action.actions.ts';

export enum SegmentAction {
  MARK_FULFILLED = 'MARK_FULFILLED',
  FORCE_MARK_FULFILLED = 'FORCE_MARK_FULFILLED',
}
registerEnumType(SegmentAction, {
  name: 'SegmentAction',
  description: 'What can be done to many backers at once.',
  valuesConfig: {
    MARK_FULFILLED: {
      description: 'Orders in Start Shipping become Fulfilled; the rest is reported as not ready.',
    },
    FORCE_MARK_FULFILLED: {
      description: 'Any order that is not canceled becomes Fulfilled; wants a reason and the count.',
    },
  },
});

@InputType({ description: 'An action and whom it is for.' })
export class SegmentActionInput {
  @Field(() => BackerTarget, { description: 'Whom it is for; the list is frozen when it is planned.' })
  target!: BackerTarget;

  @Field(() => SegmentAction, { description: 'What to do.' })
  action!: SegmentAction;

  @Field(() => String, { nullable: true, description: 'Why; required to force, and loud in the history.' })
  reason?: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'How many orders the person was told it changes; required to force without the stop at the preview.',
  })
  confirmCount?: number | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Apply without the stop at the preview.' })
  autoApply!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Makes a retry harmless: the same key is answered with the same operation.',
  })
  idempotencyKey?: string | null;
}

@Resolver()
export class SegmentActionResolver {
  @Mutation(() => OperationPayload, {
    description: 'Does something to many backers: an operation with preview, report and undo like any other.',
  })
  segmentActionRun(
    @Ctx() context: Context,
    @Arg('projectId', () => ID) projectId: string,
    @Arg('input', () => SegmentActionInput) input: SegmentActionInput,
  ) {
    return payload({ operation: null, replayed: null }, async () => {
      const project = await requireProject(context, projectId, 'shipments:write');
      return runSegmentAction(context.db, project, requirePrincipal(context), input);
    });
  }
}
