import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { requireCreator, requirePrincipal, requireProject } from '../access/authorise.ts';
import type { Context } from '../context.ts';
import { connectionOf, PageInfo, type Connection } from '../lib/connection.ts';
import { payload } from '../lib/user-error.ts';
import { Project } from '../projects/project.entity.ts';
import {
  clearMailbox,
  countMailbox,
  mailboxMail,
  planMailboxPage,
  readMailboxPage,
  type MailboxPlan,
  type MailboxRow,
} from './mailbox.actions.ts';
import { MailboxClearPayload } from './notification.inputs.ts';
import { MailboxMail } from './notification.types.ts';

const { connection: MailboxConnection, edge: MailboxEdge } = connectionOf(MailboxMail, 'Mailbox');

/** A list that has not been read yet: a document that asks for the total alone reads no row. */
interface MailboxList {
  plan: MailboxPlan;
  page?: ReturnType<typeof readMailboxPage>;
}

@Resolver(() => Project)
export class ProjectMailboxResolver {
  @FieldResolver(() => MailboxConnection, {
    description:
      'Its mail that stayed here because no mail server is set up, the newest first. Mails carry the backers’ links, so only for who may ship.',
  })
  mailbox(
    @Root() project: Project,
    @Ctx() context: Context,
    @Arg('first', () => Int, { nullable: true }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
  ): MailboxList {
    requireCreator(context, project.creatorId, 'shipments:write');
    return { plan: planMailboxPage(project, { first, after }) };
  }

  @Query(() => MailboxMail, {
    nullable: true,
    description: 'One mail of the local mailbox, for who may ship.',
  })
  async mailboxMail(@Ctx() context: Context, @Arg('id', () => ID) id: string): Promise<MailboxRow | null> {
    const mail = await mailboxMail(context, requirePrincipal(context).creators.keys(), id);
    if (mail) requireCreator(context, mail.creatorId, 'shipments:write', 'mail');
    return mail;
  }

  @Mutation(() => MailboxClearPayload, {
    description: 'Throws away what is in the local mailbox. The ledger of mails stays.',
  })
  mailboxClear(@Ctx() context: Context, @Arg('projectId', () => ID) projectId: string) {
    return payload({ deleted: null }, async () => {
      const project = await requireProject(context, projectId, 'projects:write');
      return { deleted: await clearMailbox(context.db, project) };
    });
  }
}

@Resolver(() => MailboxConnection)
export class MailboxConnectionResolver {
  @FieldResolver(() => [MailboxMail])
  async nodes(@Root() list: MailboxList, @Ctx() context: Context): Promise<MailboxRow[]> {
    return (await read(list, context)).nodes;
  }

  @FieldResolver(() => [MailboxEdge])
  async edges(@Root() list: MailboxList, @Ctx() context: Context): Promise<Connection<MailboxRow>['edges']> {
    return (await read(list, context)).edges;
  }

  @FieldResolver(() => PageInfo)
  async pageInfo(@Root() list: MailboxList, @Ctx() context: Context): Promise<PageInfo> {
    return (await read(list, context)).pageInfo;
  }

  @FieldResolver(() => Int)
  totalCount(@Root() { plan }: MailboxList, @Ctx() context: Context): Promise<number> {
    return countMailbox(context.db, plan);
  }
}

function read(list: MailboxList, context: Context): ReturnType<typeof readMailboxPage> {
  return (list.page ??= readMailboxPage(context, list.plan));
}
