import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Resolver, Root } from 'type-graphql';
import { requirePrincipal, requireProject } from '../access/authorise.ts';
import { Backer } from '../backers/backer.entity.ts';
import { backersById, forgetBacker } from '../backers/backers.loader.ts';
import type { Context } from '../context.ts';
import { connectionOf, PageInfo, type Connection } from '../lib/connection.ts';
import { payload } from '../lib/user-error.ts';
import { Project } from '../projects/project.entity.ts';
import { parcelsById } from './labels.loader.ts';
import { Shipment } from '../shipments/shipment.type.ts';
import { countsOf } from './label-counts.ts';
import { checkLabels, voidLabels } from './label-void.actions.ts';
import { countLabels, planLabelsPage, readLabelsPage, type LabelsPlan } from './labels-page.actions.ts';
import { LabelFilter, LabelsPayload, ScanFormsPayload, type LabelRefusal } from './postage.inputs.ts';
import { Label, PostageCounts, ScanForm } from './postage.types.ts';
import { createScanForms, scanFormsOf } from './scan-form.actions.ts';

const { connection: LabelConnection, edge: LabelEdge } = connectionOf(Label, 'Label');

/** A list that has not been read yet: a document that asks for the total alone reads no row. */
interface LabelList {
  plan: LabelsPlan;
  page?: ReturnType<typeof readLabelsPage>;
}

@Resolver(() => Project)
export class ProjectLabelsResolver {
  @FieldResolver(() => LabelConnection, { description: 'Its labels, the last first.' })
  labels(
    @Root() project: Project,
    @Arg('first', () => Int, { nullable: true }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Arg('filter', () => LabelFilter, { nullable: true }) filter: LabelFilter | null,
  ): LabelList {
    return { plan: planLabelsPage(project, { first, after, filter }) };
  }

  @FieldResolver(() => PostageCounts, { description: 'How many of its labels stand where.' })
  postageCounts(@Root() project: Project, @Ctx() context: Context): Promise<PostageCounts> {
    return countsOf(context.db, project);
  }

  @FieldResolver(() => [ScanForm], { description: 'Its scan forms, the last fifty, the newest first.' })
  scanForms(@Root() project: Project, @Ctx() context: Context): Promise<ScanForm[]> {
    return scanFormsOf(context.db, project);
  }

  @FieldResolver(() => String, {
    description:
      'Where to GET labels as one PDF with a pick list: `operation` or `ids` says which, `layout` is 4x6, a4 or letter, `unprinted=1` leaves out what was printed. Labels whose parcel was voided or is to be sent again come only by `ids`. One PDF holds 2,000: of more it has the first that were not printed yet, and once all were printed those whose print is the oldest; of more `ids` it is refused. To get all, add `unprinted=1` and ask until the answer is NOT_FOUND.',
  })
  labelsPdfUrl(@Root() project: Project): string {
    return `/api/projects/${project.id}/labels.pdf`;
  }
}

@Resolver(() => LabelConnection)
export class LabelConnectionResolver {
  @FieldResolver(() => [Label])
  async nodes(@Root() list: LabelList, @Ctx() context: Context): Promise<Label[]> {
    return (await read(list, context)).nodes;
  }

  @FieldResolver(() => [LabelEdge])
  async edges(@Root() list: LabelList, @Ctx() context: Context): Promise<Connection<Label>['edges']> {
    return (await read(list, context)).edges;
  }

  @FieldResolver(() => PageInfo)
  async pageInfo(@Root() list: LabelList, @Ctx() context: Context): Promise<PageInfo> {
    return (await read(list, context)).pageInfo;
  }

  @FieldResolver(() => Int)
  totalCount(@Root() { plan }: LabelList, @Ctx() context: Context): Promise<number> {
    return countLabels(context.db, plan);
  }
}

@Resolver(() => Label)
export class LabelResolver {
  @Mutation(() => LabelsPayload, {
    description:
      'Gives labels back: the provider is asked for the money, the parcel is voided, and its order can be shipped again. What a carrier has scanned is refused.',
  })
  labelsVoid(
    @Ctx() context: Context,
    @Arg('projectId', () => ID) projectId: string,
    @Arg('ids', () => [ID], { description: 'Which; 1 to 100.' }) ids: string[],
  ) {
    return payload<{ labels: Label[] | null; refused: LabelRefusal[] | null }>(
      { labels: null, refused: null },
      async () => {
        const project = await requireProject(context, projectId, 'shipments:write');
        const answer = await voidLabels(context, project, requirePrincipal(context), ids);
        for (const { backerId } of answer.labels) forgetBacker(context, backerId);
        return answer;
      },
    );
  }

  @Mutation(() => LabelsPayload, {
    description:
      'Asks the provider what became of labels that are being paid or refunded; Waybill does so by itself now and then.',
  })
  labelsCheck(
    @Ctx() context: Context,
    @Arg('projectId', () => ID) projectId: string,
    @Arg('ids', () => [ID], { description: 'Which; 1 to 100.' }) ids: string[],
  ) {
    return payload<{ labels: Label[] | null; refused: LabelRefusal[] | null }>(
      { labels: null, refused: null },
      async () => {
        const project = await requireProject(context, projectId, 'shipments:write');
        return checkLabels(context, project, ids);
      },
    );
  }

  @Mutation(() => ScanFormsPayload, {
    description:
      'A form for parcels that are handed over together, one for each carrier of each provider; one scan of it takes them all in.',
  })
  scanFormCreate(
    @Ctx() context: Context,
    @Arg('projectId', () => ID) projectId: string,
    @Arg('labelIds', () => [ID], {
      nullable: true,
      description:
        'Of these labels; without it, of all that were bought today (UTC). Either way without those that stand on a form, were scanned, or whose parcel was voided or is to be sent again.',
    })
    labelIds: string[] | null,
  ) {
    return payload<{ scanForms: ScanForm[] | null }>({ scanForms: null }, async () => {
      const project = await requireProject(context, projectId, 'shipments:write');
      return { scanForms: await createScanForms(context, project, requirePrincipal(context), labelIds) };
    });
  }

  @FieldResolver(() => Backer, {
    nullable: true,
    description: 'For whom; null for a token that may not read backers.',
  })
  backer(@Root() label: Label, @Ctx() context: Context): Promise<Backer | null> {
    return context.loader(backersById).load(label.backerId);
  }

  @FieldResolver(() => Shipment, { nullable: true, description: 'The parcel it is on, once it is paid.' })
  shipment(@Root() label: Label, @Ctx() context: Context): Promise<Shipment | null> {
    return label.shipmentId === null
      ? Promise.resolve(null)
      : context.loader(parcelsById).load(label.shipmentId);
  }
}

@Resolver(() => ScanForm)
export class ScanFormResolver {
  @FieldResolver(() => String, { nullable: true, description: 'Where to GET it; null where there is none.' })
  pdfUrl(@Root() form: ScanForm): string | null {
    return form.problem === null ? `/api/projects/${form.projectId}/scan-forms/${form.id}.pdf` : null;
  }
}

function read(list: LabelList, { db }: Context): ReturnType<typeof readLabelsPage> {
  return (list.page ??= readLabelsPage(db, list.plan));
}
