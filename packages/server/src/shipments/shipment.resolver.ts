import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Resolver, Root } from 'type-graphql';
import { requireOwned, requirePrincipal } from '../access/authorise.ts';
import { Backer } from '../backers/backer.entity.ts';
import { backersById, forgetBacker } from '../backers/backers.loader.ts';
import type { Context } from '../context.ts';
import { connectionOf, PageInfo, type Connection } from '../lib/connection.ts';
import { payload } from '../lib/user-error.ts';
import { Project } from '../projects/project.entity.ts';
import {
  ShipmentCreateInput,
  ShipmentFilter,
  ShipmentPayload,
  ShipmentUpdateInput,
} from './shipment.inputs.ts';
import { Shipment } from './shipment.type.ts';
import { createShipment, updateShipment, voidShipment } from './shipments.actions.ts';
import {
  countShipments,
  planShipmentsPage,
  readShipmentsPage,
  type ShipmentsPlan,
} from './shipments-page.actions.ts';

const { connection: ShipmentConnection, edge: ShipmentEdge } = connectionOf(Shipment, 'Shipment');

/** A list that has not been read yet: a document that asks for the total alone reads no row. */
interface ShipmentList {
  plan: ShipmentsPlan;
  page?: ReturnType<typeof readShipmentsPage>;
}

@Resolver(() => Project)
export class ProjectShipmentsResolver {
  @FieldResolver(() => ShipmentConnection, {
    description: 'Its parcels, in the order of their backers; voided ones included unless filtered out.',
  })
  shipments(
    @Root() project: Project,
    @Arg('first', () => Int, { nullable: true }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Arg('filter', () => ShipmentFilter, { nullable: true }) filter: ShipmentFilter | null,
  ): ShipmentList {
    return { plan: planShipmentsPage(project, { first, after, filter }) };
  }
}

@Resolver(() => ShipmentConnection)
export class ShipmentConnectionResolver {
  @FieldResolver(() => [Shipment])
  async nodes(@Root() list: ShipmentList, @Ctx() context: Context): Promise<Shipment[]> {
    return (await read(list, context)).nodes;
  }

  @FieldResolver(() => [ShipmentEdge])
  async edges(@Root() list: ShipmentList, @Ctx() context: Context): Promise<Connection<Shipment>['edges']> {
    return (await read(list, context)).edges;
  }

  @FieldResolver(() => PageInfo)
  async pageInfo(@Root() list: ShipmentList, @Ctx() context: Context): Promise<PageInfo> {
    return (await read(list, context)).pageInfo;
  }

  @FieldResolver(() => Int)
  totalCount(@Root() { plan }: ShipmentList, @Ctx() context: Context): Promise<number> {
    return countShipments(context.db, plan);
  }
}

@Resolver(() => Shipment)
export class ShipmentResolver {
  @Mutation(() => ShipmentPayload, {
    description:
      'Adds a parcel to an order that is Fulfilled, be it in part, or has a parcel. The order keeps its status; the first parcel of one that is still to be sent comes with `orderMarkFulfilled`.',
  })
  shipmentCreate(
    @Ctx() context: Context,
    @Arg('backerId', () => ID) backerId: string,
    @Arg('input', () => ShipmentCreateInput) input: ShipmentCreateInput,
  ) {
    return payload({ shipment: null, warnings: null }, async () => {
      const owned = await requireOwned(context, 'backer', backerId, 'shipments:write');
      const made = await createShipment(context.db, owned, requirePrincipal(context), input);
      forgetBacker(context, backerId);
      return made;
    });
  }

  @Mutation(() => ShipmentPayload, { description: 'Changes number, carrier or link of a parcel.' })
  shipmentUpdate(
    @Ctx() context: Context,
    @Arg('id', () => ID) id: string,
    @Arg('input', () => ShipmentUpdateInput) input: ShipmentUpdateInput,
  ) {
    return payload({ shipment: null, warnings: null }, async () => {
      const owned = await requireOwned(context, 'shipment', id, 'shipments:write');
      const changed = await updateShipment(context.db, owned, requirePrincipal(context), input);
      forgetBacker(context, changed.shipment.backerId);
      return changed;
    });
  }

  @Mutation(() => ShipmentPayload, {
    description: 'Voids a parcel: it no longer counts, and stays for the record. The order keeps its status.',
  })
  shipmentVoid(@Ctx() context: Context, @Arg('id', () => ID) id: string) {
    return payload({ shipment: null, warnings: null }, async () => {
      const owned = await requireOwned(context, 'shipment', id, 'shipments:write');
      const changed = await voidShipment(context.db, owned, requirePrincipal(context));
      forgetBacker(context, changed.shipment.backerId);
      return changed;
    });
  }

  @FieldResolver(() => Backer, {
    nullable: true,
    description: 'Whose it is; null for a token that may not read backers.',
  })
  backer(@Root() shipment: Shipment, @Ctx() context: Context): Promise<Backer | null> {
    return context.loader(backersById).load(shipment.backerId);
  }
}

function read(list: ShipmentList, { db }: Context): ReturnType<typeof readShipmentsPage> {
  return (list.page ??= readShipmentsPage(db, list.plan));
}
