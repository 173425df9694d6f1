import type { ShipmentDetail } from '@waybill/schema/backers';

/** Parcels made within this of another's end took its place. */
const sameMoment = 5000;

/** The parcel that took the place of a voided one, or of one that is sent again, if one did. */
export function replacementOf(
  parcel: ShipmentDetail,
  all: readonly ShipmentDetail[],
): ShipmentDetail | undefined {
  const heir = all.find((other) => other.replacesId === parcel.id && !other.voidedAt);
  if (heir) return heir;
  const { voidedAt } = parcel;
  if (!voidedAt) return undefined;
  return all.find(
    (other) =>
      other.id !== parcel.id && Math.abs(Date.parse(other.createdAt) - Date.parse(voidedAt)) <= sameMoment,
  );
}

/** Parcels as a timeline tells them: what counts first, newest at the top; voided ones after. */
export function inOrder(parcels: readonly ShipmentDetail[]): ShipmentDetail[] {
  return [...parcels].sort(
    (a, b) =>
      Number(Boolean(a.voidedAt)) - Number(Boolean(b.voidedAt)) ||
      Date.parse(b.createdAt) - Date.parse(a.createdAt),
  );
}
