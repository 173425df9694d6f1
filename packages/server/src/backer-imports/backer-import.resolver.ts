import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { requireOwned, requireProject, requirePrincipal } from '../access/authorise.ts';
import type { Context } from '../context.ts';
import { payload } from '../lib/user-error.ts';
import { OperationPayload } from '../operations/operation-payload.type.ts';
import { configureBackerImport, createBackerImport } from './backer-import.actions.ts';
import { BackerImportInput } from './backer-import.inputs.ts';

const EMPTY = { operation: null, replayed: null };

@Resolver()
export class BackerImportResolver {
  @Mutation(() => OperationPayload, {
    description: 'Begins an import of backers; PUT the file to the operation’s uploadUrl next.',
  })
  backerImportCreate(
    @Ctx() context: Context,
    @Arg('projectId', () => ID) projectId: string,
    @Arg('input', () => BackerImportInput) input: BackerImportInput,
  ) {
    return payload(EMPTY, async () => {
      const project = await requireProject(context, projectId, 'backers:write');
      return createBackerImport(context.db, project, requirePrincipal(context), input);
    });
  }

  @Mutation(() => OperationPayload, {
    description:
      'Another mapping, or answers about status words, for an import that is not applied yet; plans it again.',
  })
  backerImportConfigure(
    @Ctx() context: Context,
    @Arg('id', () => ID) id: string,
    @Arg('input', () => BackerImportInput) input: BackerImportInput,
  ) {
    return payload(EMPTY, async () => {
      const owned = await requireOwned(context, 'operation', id, 'backers:write');
      return { operation: await configureBackerImport(context.db, owned, input), replayed: false };
    });
  }
}
