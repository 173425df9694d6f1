import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Resolver, Root } from 'type-graphql';
import { isId, requireOwned, requirePrincipal, requireProject } from '../access/authorise.ts';
import { Backer } from '../backers/backer.entity.ts';
import { backersById } from '../backers/backers.loader.ts';
import type { Context } from '../context.ts';
import { DigitalReward } from '../digital-rewards/digital-reward.type.ts';
import { connectionOf, PageInfo, type Connection } from '../lib/connection.ts';
import { domainOf } from '../lib/mail-address.ts';
import { notFound, payload } from '../lib/user-error.ts';
import { OperationPayload } from '../operations/operation-payload.type.ts';
import { Project } from '../projects/project.entity.ts';
import { Shipment } from '../shipments/shipment.type.ts';
import { NotificationStatus } from './notification.enums.ts';
import {
  NotificationsDecideInput,
  NotificationsDecidePayload,
  TrackingNotificationsInput,
} from './notification.inputs.ts';
import { Notification, NotificationCounts, UntoldParcels } from './notification.types.ts';
import {
  countNotifications,
  countsOf,
  decideNotifications,
  planNotificationsPage,
  readNotificationsPage,
  untoldOf,
  type NotificationsPlan,
} from './notifications.actions.ts';
import {
  notificationsByBacker,
  rewardsByNotification,
  shipmentsByNotification,
} from './notifications.loader.ts';
import { sendTrackingNotifications } from './tracking-notifications.actions.ts';

const { connection: NotificationConnection, edge: NotificationEdge } = connectionOf(
  Notification,
  'Notification',
);

/** A list that has not been read yet: a document that asks for the total alone reads no row. */
interface NotificationList {
  plan: NotificationsPlan;
  page?: ReturnType<typeof readNotificationsPage>;
}

@Resolver(() => Project)
export class ProjectNotificationsResolver {
  @FieldResolver(() => NotificationConnection, { description: 'Its mails, the newest first.' })
  notifications(
    @Root() project: Project,
    @Arg('first', () => Int, { nullable: true }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Arg('status', () => [NotificationStatus], { nullable: true }) status: NotificationStatus[] | null,
    @Arg('operationId', () => ID, {
      nullable: true,
      description: 'Only those an operation queued, or a run that told those it touched.',
    })
    operationId: string | null,
    @Arg('search', () => String, {
      nullable: true,
      description: 'Finds backers like the search of the list.',
    })
    search: string | null,
  ): NotificationList {
    return { plan: planNotificationsPage(project, { first, after, status, operationId, search }) };
  }

  @FieldResolver(() => NotificationCounts, { description: 'How many of its mails stand where.' })
  notificationCounts(
    @Root() project: Project,
    @Ctx() context: Context,
    @Arg('operationId', () => ID, {
      nullable: true,
      description: 'Only those an operation queued, or a run that told those it touched.',
    })
    operationId: string | null,
  ): Promise<NotificationCounts> {
    return countsOf(context.db, project, operationId);
  }

  @FieldResolver(() => UntoldParcels, { description: 'Who has not been told yet, and who was told wrong.' })
  untold(
    @Root() project: Project,
    @Ctx() context: Context,
    @Arg('operationId', () => ID, {
      nullable: true,
      description: 'Only among those an operation touched.',
    })
    operationId: string | null,
  ): Promise<UntoldParcels> {
    return untoldOf(context.db, project, operationId);
  }
}

@Resolver(() => NotificationConnection)
export class NotificationConnectionResolver {
  @FieldResolver(() => [Notification])
  async nodes(@Root() list: NotificationList, @Ctx() context: Context): Promise<Notification[]> {
    return (await read(list, context)).nodes;
  }

  @FieldResolver(() => [NotificationEdge])
  async edges(
    @Root() list: NotificationList,
    @Ctx() context: Context,
  ): Promise<Connection<Notification>['edges']> {
    return (await read(list, context)).edges;
  }

  @FieldResolver(() => PageInfo)
  async pageInfo(@Root() list: NotificationList, @Ctx() context: Context): Promise<PageInfo> {
    return (await read(list, context)).pageInfo;
  }

  @FieldResolver(() => Int)
  totalCount(@Root() { plan }: NotificationList, @Ctx() context: Context): Promise<number> {
    return countNotifications(context.db, plan);
  }
}

@Resolver(() => Backer)
export class BackerNotificationsResolver {
  @FieldResolver(() => [Notification], { description: 'Every mail to them, the newest first.' })
  notifications(@Root() backer: Backer, @Ctx() context: Context): Promise<Notification[]> {
    return context.loader(notificationsByBacker).load(backer.id);
  }
}

@Resolver(() => Notification)
export class NotificationResolver {
  @Mutation(() => OperationPayload, {
    description:
      'One mail to each of many backers for all parcels they have not been told of: an operation with preview and report. Its undo takes back what has not left.',
  })
  trackingNotificationsSend(
    @Ctx() context: Context,
    @Arg('projectId', () => ID) projectId: string,
    @Arg('input', () => TrackingNotificationsInput) input: TrackingNotificationsInput,
  ) {
    return payload({ operation: null, replayed: null }, async () => {
      const project = await requireProject(context, projectId, 'shipments:write');
      return sendTrackingNotifications(context.db, project, requirePrincipal(context), input);
    });
  }

  @Mutation(() => NotificationsDecidePayload, {
    description:
      'Decides about mails of which nobody knows whether they arrived; sends failed ones again, or gives them up.',
  })
  notificationsDecide(
    @Ctx() context: Context,
    @Arg('input', () => NotificationsDecideInput) { ids, decision }: NotificationsDecideInput,
  ) {
    return payload({ notifications: null }, async () => {
      const [first] = ids.filter(isId);
      if (first === undefined) throw notFound('mail');
      const { creatorId } = await requireOwned(context, 'notification', first, 'shipments:write');
      const by = requirePrincipal(context).name;
      return { notifications: await decideNotifications(context.db, [creatorId], ids, decision, by) };
    });
  }

  @FieldResolver(() => String, { description: 'The Message-ID it has at every attempt.' })
  messageId(@Root() { messageIdLocal }: Notification, @Ctx() { mailer }: Context): string {
    return `<${messageIdLocal}@${domainOf(mailer.from)}>`;
  }

  @FieldResolver(() => Backer, { description: 'Whom it is for.' })
  backer(@Root() { backerId }: Notification, @Ctx() context: Context): Promise<Backer | null> {
    return context.loader(backersById).load(backerId);
  }

  @FieldResolver(() => [Shipment], {
    description: 'The parcels it tells of or corrects; those that an undo took away are gone from here, too.',
  })
  shipments(@Root() { id }: Notification, @Ctx() context: Context): Promise<Shipment[]> {
    return context.loader(shipmentsByNotification).load(id);
  }

  @FieldResolver(() => [DigitalReward], {
    description: 'The digital rewards it hands over; none of a mail that was taken back before it was sent.',
  })
  digitalRewards(@Root() { id }: Notification, @Ctx() context: Context): Promise<DigitalReward[]> {
    return context.loader(rewardsByNotification).load(id);
  }
}

function read(list: NotificationList, { db }: Context): ReturnType<typeof readNotificationsPage> {
  return (list.page ??= readNotificationsPage(db, list.plan));
}
