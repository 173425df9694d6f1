import { Arg, Ctx, ID, Resolver, Subscription } from 'type-graphql';
import { requireProject } from '../access/authorise.ts';
import type { Context } from '../context.ts';
import { topics, watching } from './watch.ts';
import { NotificationFeed } from '../notifications/notification.types.ts';
import { feedOf } from '../notifications/notifications.actions.ts';

@Resolver()
export class NotificationsLiveResolver {
  @Subscription(() => NotificationFeed, {
    description: 'A project’s mail as it stands, then after every change, a few times a second.',
    subscribe: watching(({ projectId }: { projectId: string }) => ({
      shape: 'SNAPSHOT',
      topic: topics.mail(projectId),
    })),
  })
  async notificationsUpdated(
    @Ctx() context: Context,
    @Arg('projectId', () => ID, { description: 'The project to watch.' }) projectId: string,
  ): Promise<NotificationFeed> {
    const project = await requireProject(context, projectId, 'backers:read');
    return feedOf(context.db, project);
  }
}
