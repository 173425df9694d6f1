import { backerImport } from '../backer-imports/backer-import.kind.ts';
import { trackingUpload } from '../tracking-uploads/tracking-upload.kind.ts';
import type { OperationKind, OperationKinds } from './operation.kind.ts';

const KINDS: OperationKind[] = [backerImport, trackingUpload];

/** Every kind of operation there is; a new feature adds its line. */
export const operationKinds: OperationKinds = new Map(KINDS.map((kind) => [kind.name, kind]));
