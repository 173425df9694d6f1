import { Arg, Ctx, ID, Resolver, Subscription } from 'type-graphql';
import { requireCreator } from '../access/authorise.ts';
import type { Context } from '../context.ts';
import { InboxFeed } from '../inbox/inbox-delivery.type.ts';
import { inboxFeed } from '../inbox/inbox.actions.ts';
import { restAfterCounting } from './rest-after-counting.ts';
import { topics, watching } from './watch.ts';

interface InboxArgs {
  creatorId: string;
}

@Resolver()
export class InboxLiveResolver {
  @Subscription(() => InboxFeed, {
    description: 'What vendors send a creator: as it stands, then after changes.',
    subscribe: watching(({ creatorId }: InboxArgs) => ({
      shape: 'SNAPSHOT',
      topic: topics.inbox(creatorId),
      rest: (tookMs) => restAfterCounting(tookMs, true),
    })),
  })
  inboxUpdated(
    @Ctx() context: Context,
    @Arg('creatorId', () => ID, { description: 'The creator to watch.' }) creatorId: string,
  ): Promise<InboxFeed> {
    requireCreator(context, creatorId, 'tokens:read');
    return inboxFeed(context.db, creatorId);
  }
}
