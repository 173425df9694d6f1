import type { OperationDetail } from '@waybill/schema/operations';
import type { TrackingUploadInput } from '@waybill/schema/tracking-uploads';
import { currentMapping } from '../operations/column-mapping.ts';

export type MissingTracking = NonNullable<TrackingUploadInput['missingTracking']>;
export type ExistingTracking = NonNullable<TrackingUploadInput['existingTracking']>;
export type NotReady = NonNullable<TrackingUploadInput['notReady']>;

/** The choices of an upload, all of them: the API fills what is left out with its defaults, not with what was chosen. */
export interface TrackingChoices {
  /** Null until the person has said it. */
  missingTracking: MissingTracking | null;
  existingTracking: ExistingTracking;
  notReady: NotReady;
  notReadyReason: string | null;
  notify: boolean;
}

export const defaultChoices: TrackingChoices = {
  missingTracking: null,
  existingTracking: 'REPLACE',
  notReady: 'SKIP',
  notReadyReason: null,
  notify: false,
};

/** Which outcome codes each choice decides about. */
export const decidedBy = {
  missing: ['MARKED_WITHOUT_TRACKING', 'NO_TRACKING'],
  existing: ['REPLACES', 'ADDS', 'EXISTING_KEPT'],
  notReady: ['NOT_READY', 'ON_HOLD', 'FORCED'],
} as const;

/** The choices an operation was planned with. */
export function choicesOf(operation: OperationDetail): TrackingChoices {
  const { options } = operation;
  return {
    missingTracking: (options?.missingAnswered && options.missingTracking) || null,
    existingTracking: options?.existingTracking ?? defaultChoices.existingTracking,
    notReady: options?.notReady ?? defaultChoices.notReady,
    notReadyReason: options?.notReadyReason ?? null,
    notify: options?.notify ?? false,
  };
}

/** What `trackingUploadConfigure` takes: everything as it is, with `change` in it. */
export function configuration(
  operation: OperationDetail,
  change: Partial<TrackingUploadInput>,
): TrackingUploadInput {
  return { ...choicesOf(operation), mapping: currentMapping(operation.file), ...change };
}
