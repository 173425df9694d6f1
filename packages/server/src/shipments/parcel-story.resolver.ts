import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '../context.ts';
import { eventsByShipment, itemsByShipment } from './parcel-story.loader.ts';
import { ParcelEvent, ShipmentItem } from './parcel-story.types.ts';
import { Shipment } from './shipment.type.ts';

@Resolver(() => Shipment)
export class ParcelStoryResolver {
  @FieldResolver(() => [ParcelEvent], {
    description: 'What its carrier has said of it, the newest first. Empty for partners.',
  })
  events(@Root() { id }: Shipment, @Ctx() context: Context): Promise<ParcelEvent[]> | ParcelEvent[] {
    return context.principal?.partnerId ? [] : context.loader(eventsByShipment).load(id);
  }

  @FieldResolver(() => [ShipmentItem], {
    description: 'What is in it; empty where it holds everything that was still owed. Empty for partners.',
  })
  items(@Root() { id }: Shipment, @Ctx() context: Context): Promise<ShipmentItem[]> | ShipmentItem[] {
    return context.principal?.partnerId ? [] : context.loader(itemsByShipment).load(id);
  }
}
