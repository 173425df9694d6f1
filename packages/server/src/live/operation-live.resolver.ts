import { Arg, Ctx, ID, Resolver, Subscription } from 'type-graphql';
import { requireOwned } from '../access/authorise.ts';
import type { Context } from '../context.ts';
import { notFound } from '../lib/user-error.ts';
import { Operation } from '../operations/operation.entity.ts';
import { loadOperation, type OperationRecord } from '../operations/operation.row.ts';
import { topics, watching } from './watch.ts';

@Resolver()
export class OperationLiveResolver {
  @Subscription(() => Operation, {
    description: 'An operation as it stands, then after every change: received, matched, applied, settled.',
    subscribe: watching(({ id }: { id: string }) => ({ shape: 'SNAPSHOT', topic: topics.operation(id) })),
  })
  async operationUpdated(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'The operation to watch.' }) id: string,
  ): Promise<OperationRecord> {
    // Of a partner the database shows its own reports alone.
    const permission = context.principal?.partnerId ? 'requests:read' : 'operations:read';
    const { creatorId } = await requireOwned(context, 'operation', id, permission);
    const operation = await loadOperation(context.db, [creatorId], id);
    if (!operation) throw notFound('operation');
    return operation;
  }
}
