import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { requireOwned, requirePrincipal, requireProject } from '../access/authorise.ts';
import { Backer } from '../backers/backer.entity.ts';
import { backersById } from '../backers/backers.loader.ts';
import type { Context } from '../context.ts';
import { DeletedPayload } from '../lib/deleted-payload.type.ts';
import { payload } from '../lib/user-error.ts';
import { Operation } from '../operations/operation.entity.ts';
import { OperationPayload } from '../operations/operation-payload.type.ts';
import type { OperationRecord } from '../operations/operation.row.ts';
import { Project } from '../projects/project.entity.ts';
import { customsItemsOf, updateCustomsItem } from './customs-items.actions.ts';
import { labelsById } from './labels.loader.ts';
import {
  createPreset,
  deletePreset,
  presetsOf,
  reorderPresets,
  updatePreset,
} from './parcel-presets.actions.ts';
import {
  CustomsItemInput,
  CustomsItemPayload,
  LabelPurchaseConfigureInput,
  LabelPurchaseInput,
  ParcelPresetInput,
  ParcelPresetPayload,
  ParcelPresetsPayload,
  PostageSettingsInput,
  PostageSettingsPayload,
  ScanShipInput,
  ScanShipPayload,
  ScanUnpackPayload,
} from './postage.inputs.ts';
import {
  CustomsItem,
  Label,
  LabelChoice,
  ParcelPreset,
  PostageSettings,
  PostageTotals,
  ScanFound,
  ScanLookup,
} from './postage.types.ts';
import { postageSettingsOf, updatePostageSettings } from './postage-settings.actions.ts';
import { configurePurchase, createPurchase } from './label-purchase.actions.ts';
import { lookUp, shipScanned, unpackScanned } from './scan-station.actions.ts';

@Resolver(() => Project)
export class ProjectPostageResolver {
  @FieldResolver(() => PostageSettings, { description: 'Where it buys its labels, and what stands on them.' })
  postage(@Root() project: Project, @Ctx() context: Context) {
    return postageSettingsOf(context.db, project);
  }

  @FieldResolver(() => [ParcelPreset], { description: 'Its boxes, in the order in which they are tried.' })
  parcelPresets(@Root() project: Project, @Ctx() context: Context) {
    return presetsOf(context.db, project);
  }

  @FieldResolver(() => [CustomsItem], {
    description:
      'Every physical SKU of its orders with what customs want to know of it, and what of that is missing.',
  })
  customsItems(@Root() project: Project, @Ctx() context: Context) {
    return customsItemsOf(context.db, project);
  }
}

@Resolver()
export class PostageResolver {
  @Mutation(() => PostageSettingsPayload, {
    description:
      'Changes where a project buys its labels and what stands on them, and has the provider send news of parcels.',
  })
  postageSettingsUpdate(
    @Ctx() context: Context,
    @Arg('projectId', () => ID) projectId: string,
    @Arg('input', () => PostageSettingsInput) input: PostageSettingsInput,
  ) {
    return payload<{ settings: PostageSettings | null; warnings: string[] | null }>(
      { settings: null, warnings: null },
      async () => {
        const project = await requireProject(context, projectId, 'projects:write');
        const warnings = await updatePostageSettings(context, project, requirePrincipal(context), input);
        return { settings: await postageSettingsOf(context.db, project), warnings };
      },
    );
  }

  @Mutation(() => ParcelPresetPayload, { description: 'Adds a box, after those there are.' })
  parcelPresetCreate(
    @Ctx() context: Context,
    @Arg('projectId', () => ID) projectId: string,
    @Arg('input', () => ParcelPresetInput) input: ParcelPresetInput,
  ) {
    return payload<{ preset: ParcelPreset | null }>({ preset: null }, async () => {
      const project = await requireProject(context, projectId, 'shipments:write');
      return { preset: await createPreset(context.db, project, input) };
    });
  }

  @Mutation(() => ParcelPresetPayload, {
    description: 'Changes a box. Labels bought in it stay as they are.',
  })
  parcelPresetUpdate(
    @Ctx() context: Context,
    @Arg('id', () => ID) id: string,
    @Arg('input', () => ParcelPresetInput) input: ParcelPresetInput,
  ) {
    return payload<{ preset: ParcelPreset | null }>({ preset: null }, async () => {
      const owned = await requireOwned(context, 'parcel_preset', id, 'shipments:write');
      return { preset: await updatePreset(context.db, owned, input) };
    });
  }

  @Mutation(() => DeletedPayload, { description: 'Takes a box away. Labels bought in it stay as they are.' })
  parcelPresetDelete(@Ctx() context: Context, @Arg('id', () => ID) id: string) {
    return payload<{ deletedId: string | null }>({ deletedId: null }, async () => {
      const owned = await requireOwned(context, 'parcel_preset', id, 'shipments:write');
      await deletePreset(context.db, owned);
      return { deletedId: id };
    });
  }

  @Mutation(() => ParcelPresetsPayload, { description: 'Puts the boxes of a project in another order.' })
  parcelPresetReorder(
    @Ctx() context: Context,
    @Arg('projectId', () => ID) projectId: string,
    @Arg('ids', () => [ID], { description: 'All of them, in the order in which they are to be tried.' })
    ids: string[],
  ) {
    return payload<{ presets: ParcelPreset[] | null }>({ presets: null }, async () => {
      const project = await requireProject(context, projectId, 'shipments:write');
      await reorderPresets(context.db, project, ids);
      return { presets: await presetsOf(context.db, project) };
    });
  }

  @Mutation(() => CustomsItemPayload, { description: 'Says what customs want to know of an item.' })
  customsItemUpdate(
    @Ctx() context: Context,
    @Arg('projectId', () => ID) projectId: string,
    @Arg('input', () => CustomsItemInput) input: CustomsItemInput,
  ) {
    return payload<{ customsItem: CustomsItem | null }>({ customsItem: null }, async () => {
      const project = await requireProject(context, projectId, 'shipments:write');
      return { customsItem: await updateCustomsItem(context.db, project, input) };
    });
  }

  @Mutation(() => OperationPayload, {
    description:
      'Labels for many backers: an operation that prices every parcel, stops at its preview with the total, and buys when `operationApply` confirms that. No parcel is ever paid twice. Undo gives back what no carrier has scanned.',
  })
  labelPurchaseCreate(
    @Ctx() context: Context,
    @Arg('projectId', () => ID) projectId: string,
    @Arg('input', () => LabelPurchaseInput) input: LabelPurchaseInput,
  ) {
    return payload({ operation: null, replayed: null }, async () => {
      const project = await requireProject(context, projectId, 'shipments:write');
      return createPurchase(context, project, requirePrincipal(context), input);
    });
  }

  @Mutation(() => OperationPayload, {
    description:
      'Other choices for a purchase that waits at its preview; every parcel whose price is old is priced anew.',
  })
  labelPurchaseConfigure(
    @Ctx() context: Context,
    @Arg('id', () => ID) id: string,
    @Arg('input', () => LabelPurchaseConfigureInput) input: LabelPurchaseConfigureInput,
  ) {
    return payload({ operation: null, replayed: null }, async () => {
      const owned = await requireOwned(context, 'operation', id, 'shipments:write');
      return { operation: await configurePurchase(context.db, owned, input), replayed: false };
    });
  }

  @Query(() => ScanLookup, {
    nullable: true,
    description:
      'What a scanned code means: a parcel’s number, a label’s reference, a pledge ID or a backer number. Null where the project is not there or not yours.',
  })
  async scanLookup(
    @Ctx() context: Context,
    @Arg('projectId', () => ID) projectId: string,
    @Arg('code', () => String) code: string,
  ) {
    const { lookup } = await payload<{ lookup: ScanLookup | null }>({ lookup: null }, async () => {
      const project = await requireProject(context, projectId, 'shipments:write');
      return { lookup: await lookUp(context.db, project, code) };
    });
    return lookup;
  }

  @Mutation(() => ScanShipPayload, {
    description:
      'What the scan of a packed parcel does: a label bought here is noted as packed, any other order is marked Fulfilled. Scanned twice it is done once. Refused is, whatever became of its order, a label that was given back, whose parcel was voided or is to be sent again, or that its carrier has scanned.',
  })
  scanShip(
    @Ctx() context: Context,
    @Arg('projectId', () => ID) projectId: string,
    @Arg('input', () => ScanShipInput) input: ScanShipInput,
  ) {
    return payload<Omit<ScanShipPayload, 'userErrors'>>({ deed: null, said: null, found: null }, async () => {
      const project = await requireProject(context, projectId, 'shipments:write');
      return shipScanned(context, project, requirePrincipal(context), input);
    });
  }

  @Mutation(() => ScanUnpackPayload, {
    description: 'Takes back that a parcel was noted as packed, as long as no carrier has it.',
  })
  scanUnpack(
    @Ctx() context: Context,
    @Arg('projectId', () => ID) projectId: string,
    @Arg('backerId', () => ID, { description: 'Whose parcel.' }) backerId: string,
  ) {
    return payload<Omit<ScanUnpackPayload, 'userErrors'>>({ found: null }, async () => {
      const project = await requireProject(context, projectId, 'shipments:write');
      return { found: await unpackScanned(context.db, project, backerId) };
    });
  }
}

@Resolver(() => ScanFound)
export class ScanFoundResolver {
  @FieldResolver(() => Backer, {
    nullable: true,
    description: 'Whose order; null for a token that may not read backers.',
  })
  backer(@Root() found: ScanFound, @Ctx() context: Context): Promise<Backer | null> {
    return context.loader(backersById).load(found.backerId);
  }

  @FieldResolver(() => Label, { nullable: true, description: 'Its label, where one was bought here.' })
  label(@Root() found: ScanFound, @Ctx() context: Context): Promise<Label | null> {
    return found.labelId === null ? Promise.resolve(null) : context.loader(labelsById).load(found.labelId);
  }
}

@Resolver(() => Operation)
export class PurchaseOperationResolver {
  @FieldResolver(() => PostageTotals, {
    nullable: true,
    description: 'Of a purchase of labels: what it costs, or did; null until it is planned.',
  })
  postage(@Root() operation: OperationRecord): PostageTotals | null {
    return operation.summary.postage ?? null;
  }

  @FieldResolver(() => LabelChoice, {
    nullable: true,
    description: 'Of a purchase of labels: the box and the service that were chosen for it.',
  })
  labelChoice(@Root() { kind, options }: OperationRecord): LabelChoice | null {
    if (kind !== 'LABEL_PURCHASE') return null;
    const { preference = 'CHEAPEST', carrier = null, service = null } = options.service ?? {};
    return { presetId: options.presetId ?? null, preference, carrier, service };
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Of a purchase of labels that has begun to buy: where to GET them as one PDF; `layout` is 4x6, a4 or letter. One PDF holds 2,000: to get all of a larger purchase add `unprinted=1`, and ask until the answer is NOT_FOUND.',
  })
  labelsPdfUrl(@Root() operation: OperationRecord): string | null {
    if (operation.kind !== 'LABEL_PURCHASE' || !operation.startedAt) return null;
    return `/api/projects/${operation.projectId}/labels.pdf?operation=${operation.id}`;
  }
}
