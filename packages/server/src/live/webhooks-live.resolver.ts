import { Arg, Ctx, ID, Resolver, Subscription } from 'type-graphql';
import { requireCreator } from '../access/authorise.ts';
import type { Context } from '../context.ts';
import { endpointsOf } from '../webhooks/webhook-endpoint.actions.ts';
import { WebhookFeed } from '../webhooks/webhook.types.ts';
import { topics, watching } from './watch.ts';

@Resolver()
export class WebhooksLiveResolver {
  @Subscription(() => WebhookFeed, {
    description: 'A creator’s webhooks as they stand, then after every change, a few times a second.',
    subscribe: watching(({ creatorId }: { creatorId: string }) => ({
      shape: 'SNAPSHOT',
      topic: topics.webhooks(creatorId),
    })),
  })
  async webhooksUpdated(
    @Ctx() context: Context,
    @Arg('creatorId', () => ID, { description: 'The creator to watch.' }) creatorId: string,
  ): Promise<WebhookFeed> {
    requireCreator(context, creatorId, 'webhooks:read');
    return { id: creatorId, endpoints: await endpointsOf(context.db, creatorId) };
  }
}
