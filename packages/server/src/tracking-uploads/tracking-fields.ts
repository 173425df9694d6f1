import type { MappableField } from '../operations/operation.types.ts';

/** What a column of a tracking file can be taken for. */
export const TRACKING_FIELDS: readonly MappableField[] = [
  { field: 'pledgeId', label: 'Pledge ID', description: 'The ID of the pledge or order. The safest key.' },
  { field: 'backerNumber', label: 'Backer number', description: 'The backer’s number in the campaign.' },
  { field: 'backerUid', label: 'Backer UID', description: 'The backer’s account at the platform.' },
  {
    field: 'orderNumber',
    label: 'Order number',
    description: 'The order’s number in a shop or at a packer.',
  },
  { field: 'email', label: 'Email', description: 'The backer’s address. Several pledges may share one.' },
  { field: 'name', label: 'Name', description: 'Never matched by; warns when it is somebody else’s.' },
  { field: 'trackingNumber', label: 'Tracking number', description: 'One number, or several in one cell.' },
  {
    field: 'carrier',
    label: 'Carrier',
    description: 'In any common spelling. Guessed from the number when missing.',
  },
  {
    field: 'trackingUrl',
    label: 'Tracking URL',
    description: 'An http or https link. Built from the carrier when missing.',
  },
  { field: 'shippedAt', label: 'Shipped on', description: 'When the parcel left. Today when missing.' },
];
