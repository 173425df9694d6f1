import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { requireProject, requirePrincipal } from '../access/authorise.ts';
import { BackerTarget } from '../backers/backer-filter.inputs.ts';
import type { Context } from '../context.ts';
import { payload } from '../lib/user-error.ts';
import { OperationPayload } from '../operations/operation-payload.type.ts';
import { outcomeCounts } from '../operations/outcome-counts.ts';
import { permissionOf, previewAction, runSegmentAction } from './segment-action.actions.ts';
import { SegmentAction } from './segment-action.enum.ts';
import { ActionPreview, SegmentActionInput } from './segment-action.inputs.ts';

@Resolver()
export class SegmentActionResolver {
  @Query(() => ActionPreview, {
    description: 'What an action would do to the backers a target names, counted now; nothing is stored.',
  })
  async actionPreview(
    @Ctx() context: Context,
    @Arg('projectId', () => ID) projectId: string,
    @Arg('target', () => BackerTarget) target: BackerTarget,
    @Arg('action', () => SegmentAction) action: SegmentAction,
    @Arg('tags', () => [String], { nullable: true, description: 'Of TAG and UNTAG: which tags.' })
    tags: string[] | null,
  ): Promise<ActionPreview> {
    const project = await requireProject(context, projectId, 'backers:read');
    const { outcomes, ...rest } = await previewAction(context.db, project, { target, action, tags });
    return { ...rest, outcomes: outcomeCounts(outcomes, null) };
  }

  @Mutation(() => OperationPayload, {
    description: 'Does something to many backers: an operation with preview, report and undo like any other.',
  })
  segmentActionRun(
    @Ctx() context: Context,
    @Arg('projectId', () => ID) projectId: string,
    @Arg('input', () => SegmentActionInput) input: SegmentActionInput,
  ) {
    return payload({ operation: null, replayed: null }, async () => {
      const project = await requireProject(context, projectId, permissionOf(input.action));
      return runSegmentAction(context.db, project, requirePrincipal(context), input);
    });
  }
}
