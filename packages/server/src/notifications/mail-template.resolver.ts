import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { requirePrincipal, requireProject } from '../access/authorise.ts';
import { mayIn } from '../access/permissions.ts';
import type { Context } from '../context.ts';
import { payload } from '../lib/user-error.ts';
import { Project } from '../projects/project.entity.ts';
import {
  mailTemplateOf,
  mailTemplatesOf,
  resetMailTemplate,
  saveMailTemplate,
  type MailTemplateRow,
} from './mail-template.actions.ts';
import { variablesOf } from './mail-variables.ts';
import { NotificationKind } from './notification.enums.ts';
import { MailTemplateInput, MailTemplatePayload, MailTestPayload } from './notification.inputs.ts';
import { MailPreview, MailTemplate, MailVariable } from './notification.types.ts';
import { previewMail, sendTestMail } from './preview.actions.ts';

@Resolver(() => Project)
export class ProjectMailTemplatesResolver {
  @FieldResolver(() => [MailTemplate], { description: 'The text of each kind of mail.' })
  mailTemplates(@Root() project: Project, @Ctx() context: Context): Promise<MailTemplateRow[]> {
    return mailTemplatesOf(context.db, project);
  }
}

@Resolver(() => MailTemplate)
export class MailTemplateResolver {
  @Query(() => MailPreview, {
    description:
      'A text that need not be saved as one backer would get it, or a made-up one where none is named. Who may not ship sees a made-up link.',
  })
  async mailPreview(
    @Ctx() context: Context,
    @Arg('projectId', () => ID) projectId: string,
    @Arg('kind', () => NotificationKind) kind: NotificationKind,
    @Arg('subject', () => String) subject: string,
    @Arg('body', () => String) body: string,
    @Arg('backerId', () => ID, { nullable: true }) backerId: string | null | undefined,
  ): Promise<MailPreview> {
    const project = await requireProject(context, projectId, 'backers:read');
    const deps = { ...context, publicUrl: context.config.publicUrl };
    return previewMail(
      deps,
      project,
      kind,
      { subject: subject.slice(0, 1000), body: body.slice(0, 40_000) },
      backerId,
      mayIn(requirePrincipal(context), project.creatorId, 'shipments:write'),
    );
  }

  @Mutation(() => MailTemplatePayload, {
    description:
      'Keeps a project’s own text for a kind of mail; what cannot be understood is refused, place by place.',
  })
  mailTemplateUpdate(
    @Ctx() context: Context,
    @Arg('projectId', () => ID) projectId: string,
    @Arg('kind', () => NotificationKind) kind: NotificationKind,
    @Arg('input', () => MailTemplateInput) input: MailTemplateInput,
  ) {
    return payload({ template: null }, async () => {
      const project = await requireProject(context, projectId, 'projects:write');
      await saveMailTemplate(context.db, project, kind, input, requirePrincipal(context).name);
      return { template: await mailTemplateOf(context.db, project, kind) };
    });
  }

  @Mutation(() => MailTemplatePayload, { description: 'Goes back to the text that ships with Waybill.' })
  mailTemplateReset(
    @Ctx() context: Context,
    @Arg('projectId', () => ID) projectId: string,
    @Arg('kind', () => NotificationKind) kind: NotificationKind,
  ) {
    return payload({ template: null }, async () => {
      const project = await requireProject(context, projectId, 'projects:write');
      await resetMailTemplate(context.db, project, kind);
      return { template: await mailTemplateOf(context.db, project, kind) };
    });
  }

  @Mutation(() => MailTestPayload, {
    description: 'Sends the saved text, with made-up values, to whoever is signed in.',
  })
  mailTestSend(
    @Ctx() context: Context,
    @Arg('projectId', () => ID) projectId: string,
    @Arg('kind', () => NotificationKind) kind: NotificationKind,
  ) {
    return payload({ sentTo: null }, async () => {
      const project = await requireProject(context, projectId, 'shipments:write');
      const deps = { ...context, publicUrl: context.config.publicUrl };
      return { sentTo: await sendTestMail(deps, project, kind, requirePrincipal(context)) };
    });
  }

  @FieldResolver(() => ID)
  id(@Root() { projectId, kind }: MailTemplateRow): string {
    return `${projectId}-${kind}`;
  }

  @FieldResolver(() => Boolean)
  isDefault(@Root() { version }: MailTemplateRow): boolean {
    return version === 0;
  }

  @FieldResolver(() => [MailVariable])
  variables(@Root() { kind }: MailTemplateRow): MailVariable[] {
    return variablesOf(kind).map(({ name, description, sample }) => ({ name, description, sample }));
  }
}
