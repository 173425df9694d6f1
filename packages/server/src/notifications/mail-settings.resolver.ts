import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { requirePrincipal, requireProject, type Owned } from '../access/authorise.ts';
import type { Context } from '../context.ts';
import { payload } from '../lib/user-error.ts';
import { Project } from '../projects/project.entity.ts';
import { mailSettingsOf, pauseMail, resumeMail, updateMailSettings } from './mail-settings.actions.ts';
import { MailTransport } from './notification.enums.ts';
import { MailSettingsInput, MailSettingsPayload } from './notification.inputs.ts';
import { MailSettings } from './notification.types.ts';

const EMPTY = { settings: null };

@Resolver(() => Project)
export class MailSettingsResolver {
  @FieldResolver(() => MailSettings, { description: 'What it has decided about its mail.' })
  mailSettings(@Root() project: Project, @Ctx() context: Context) {
    return asItIs(context, project);
  }

  @Mutation(() => MailSettingsPayload, {
    description: 'Changes when, how fast and in whose name a project writes.',
  })
  mailSettingsUpdate(
    @Ctx() context: Context,
    @Arg('projectId', () => ID) projectId: string,
    @Arg('input', () => MailSettingsInput) input: MailSettingsInput,
  ) {
    return payload(EMPTY, async () => {
      const project = await requireProject(context, projectId, 'projects:write');
      await updateMailSettings(context.db, project, input);
      return { settings: await asItIs(context, project) };
    });
  }

  @Mutation(() => MailSettingsPayload, {
    description: 'Stops a project’s mail after what is on its way. What waits goes on waiting.',
  })
  mailPause(@Ctx() context: Context, @Arg('projectId', () => ID) projectId: string) {
    return payload(EMPTY, async () => {
      const project = await requireProject(context, projectId, 'shipments:write');
      await pauseMail(context.db, project, requirePrincipal(context).name);
      return { settings: await asItIs(context, project) };
    });
  }

  @Mutation(() => MailSettingsPayload, { description: 'Lets a project’s mail go out again.' })
  mailResume(@Ctx() context: Context, @Arg('projectId', () => ID) projectId: string) {
    return payload(EMPTY, async () => {
      const project = await requireProject(context, projectId, 'shipments:write');
      await resumeMail(context.db, project);
      return { settings: await asItIs(context, project) };
    });
  }
}

async function asItIs({ db, mailer }: Context, project: Owned) {
  return {
    ...(await mailSettingsOf(db, project)),
    transport: MailTransport[mailer.transport],
    from: mailer.from,
  };
}
