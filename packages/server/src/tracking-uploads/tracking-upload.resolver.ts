import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { requireOwned, requireProject, requirePrincipal } from '../access/authorise.ts';
import type { Context } from '../context.ts';
import { payload } from '../lib/user-error.ts';
import { OperationPayload } from '../operations/operation-payload.type.ts';
import { reportShipments } from '../partners/partner-report.actions.ts';
import { requirePartner } from '../partners/require-partner.ts';
import { configureTrackingUpload, createTrackingUpload, recordShipments } from './tracking-upload.actions.ts';
import { ShipmentsRecordInput, TrackingUploadInput } from './tracking-upload.inputs.ts';

const EMPTY = { operation: null, replayed: null };

@Resolver()
export class TrackingUploadResolver {
  @Mutation(() => OperationPayload, {
    description:
      'Begins an upload of tracking numbers; PUT the file to the operation’s uploadUrl next. With autoApply a script goes from file to shipped without the stop at the preview.',
  })
  trackingUploadCreate(
    @Ctx() context: Context,
    @Arg('projectId', () => ID) projectId: string,
    @Arg('input', () => TrackingUploadInput) input: TrackingUploadInput,
  ) {
    return payload(EMPTY, async () => {
      const project = await requireProject(context, projectId, 'shipments:write');
      return createTrackingUpload(context.db, project, requirePrincipal(context), input);
    });
  }

  @Mutation(() => OperationPayload, {
    description: 'Other choices or another mapping for an upload that is not applied yet; plans it again.',
  })
  trackingUploadConfigure(
    @Ctx() context: Context,
    @Arg('id', () => ID) id: string,
    @Arg('input', () => TrackingUploadInput) input: TrackingUploadInput,
  ) {
    return payload(EMPTY, async () => {
      const owned = await requireOwned(context, 'operation', id, 'shipments:write');
      return { operation: await configureTrackingUpload(context.db, owned, input), replayed: false };
    });
  }

  @Mutation(() => OperationPayload, {
    description:
      'Records up to 10,000 parcels given inline, at once. Watch the operation for what became of each row. By a partner’s token: parcels of requests that were sent to it, whole or in part.',
  })
  shipmentsRecord(
    @Ctx() context: Context,
    @Arg('projectId', () => ID) projectId: string,
    @Arg('input', () => ShipmentsRecordInput) input: ShipmentsRecordInput,
  ) {
    return payload(EMPTY, async () => {
      if (context.principal?.partnerId) {
        const own = await requireProject(context, projectId, 'requests:write');
        return reportShipments(context.db, own, requirePartner(context), input);
      }
      const project = await requireProject(context, projectId, 'shipments:write');
      return recordShipments(context.db, project, requirePrincipal(context), input);
    });
  }
}
