import { Arg, Ctx, ID, Resolver, Subscription } from 'type-graphql';
import { requireProject } from '../access/authorise.ts';
import type { Context } from '../context.ts';
import { FulfillmentRequestChanges } from '../partners/fulfillment-request.inputs.ts';
import { reconciliationCountsOf } from '../partners/reconciliation.actions.ts';
import { ReconciliationCounts } from '../partners/reconciliation.type.ts';
import { changesAfter } from '../partners/requests.actions.ts';
import { requirePartner } from '../partners/require-partner.ts';
import { restAfterCounting } from './rest-after-counting.ts';
import { topics, watching, watchingAs } from './watch.ts';

@Resolver()
export class PartnersLiveResolver {
  @Subscription(() => FulfillmentRequestChanges, {
    description:
      'For a partner’s token: the requests that are new or have changed since a change, as they stand, then after every change. Begin anew after `lastChange` when a hundred have come.',
    subscribe: watchingAs((_args: { after?: string | null }, context: Context) => ({
      shape: 'SNAPSHOT',
      topic: topics.requests(requirePartner(context).id),
    })),
  })
  fulfillmentRequestsUpdated(
    @Ctx() context: Context,
    @Arg('after', () => String, {
      nullable: true,
      description: 'The `change` of the last request that was seen; everything when left out.',
    })
    after: string | null | undefined,
  ): Promise<FulfillmentRequestChanges> {
    return changesAfter(context.db, requirePartner(context).id, after ?? null);
  }

  @Subscription(() => ReconciliationCounts, {
    description: 'What partners were sent, by how far it has come: as it stands, then after changes.',
    subscribe: watching(({ projectId }: { projectId: string }) => ({
      shape: 'SNAPSHOT',
      topic: topics.reconciliation(projectId),
      rest: (tookMs) => restAfterCounting(tookMs, true),
    })),
  })
  async reconciliationUpdated(
    @Ctx() context: Context,
    @Arg('projectId', () => ID, { description: 'The project to watch.' }) projectId: string,
    @Arg('partnerId', () => ID, { nullable: true, description: 'Of this partner alone.' })
    partnerId: string | null | undefined,
  ): Promise<ReconciliationCounts> {
    const project = await requireProject(context, projectId, 'backers:read');
    return reconciliationCountsOf(context.db, project, partnerId ?? null);
  }
}
