import { backerImport } from '../backer-imports/backer-import.kind.ts';
import { forceMarkFulfilled, markFulfilled } from '../segment-actions/mark-fulfilled.kind.ts';
import { trackingUpload } from '../tracking-uploads/tracking-upload.kind.ts';
import type { OperationKind, OperationKinds } from './operation.kind.ts';

const KINDS: OperationKind[] = [backerImport, forceMarkFulfilled, markFulfilled, trackingUpload];

/** Every kind of operation there is; a new feature adds its line. */
export const operationKinds: OperationKinds = new Map(KINDS.map((kind) => [kind.name, kind]));
