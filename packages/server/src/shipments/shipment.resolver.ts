import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Backer } from '../backers/backer.entity.ts';
import { backersById } from '../backers/backers.loader.ts';
import { carrierBySlug, trackingUrl } from '../carriers/carrier-match.ts';
import { CarrierType } from '../carriers/carrier.type.ts';
import type { Context } from '../context.ts';
import { Shipment } from './shipment.type.ts';

@Resolver(() => Shipment)
export class ShipmentResolver {
  @FieldResolver(() => Backer, { description: 'Whose it is.' })
  backer(@Root() shipment: Shipment, @Ctx() context: Context): Promise<Backer | null> {
    return context.loader(backersById).load(shipment.backerId);
  }

  @FieldResolver(() => CarrierType, { nullable: true, description: 'Its carrier, if Waybill knows it.' })
  carrier(@Root() { carrierSlug }: Shipment): CarrierType | null {
    const known = carrierSlug === null ? null : carrierBySlug(carrierSlug);
    return known && { id: known.slug, name: known.name };
  }

  @FieldResolver(() => String, { nullable: true, description: 'Its carrier’s name: ours where we know it, else as it was given.' })
  carrierName(@Root() { carrierSlug, givenName }: Shipment): string | null {
    return (carrierSlug === null ? null : carrierBySlug(carrierSlug)?.name) ?? givenName ?? carrierSlug;
  }

  @FieldResolver(() => String, { nullable: true, description: 'Where it can be followed: the link it came with, else the carrier’s page.' })
  trackingUrl(@Root() { carrierSlug, trackingNumber, givenUrl }: Shipment): string | null {
    return givenUrl ?? (carrierSlug && trackingNumber ? trackingUrl(carrierSlug, trackingNumber) : null);
  }
}
