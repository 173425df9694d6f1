import { Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { Context } from '../context.ts';
import { exportsByBacker } from '../exports/address-exports.loader.ts';
import { DateTime } from '../lib/date-time.scalar.ts';
import { Operation } from '../operations/operation.entity.ts';
import { operationsById } from '../operations/operations.loader.ts';
import { addressVersionsOf, versionAt } from './address-versions.ts';
import { AddressVersion, BackerEvent } from './backer-event.type.ts';
import { eventsOf, pastByBacker } from './backer-events.loader.ts';
import { Backer } from './backer.entity.ts';

/** What was, of a backer: changes beside the order's, and every address with when it left the house. */
@Resolver(() => Backer)
export class BackerHistoryResolver {
  @FieldResolver(() => [BackerEvent], {
    description:
      'Every change beside the order’s status (holds, tags, address, contact, notes, parcels by themselves), newest first.',
  })
  async events(@Root() backer: Backer, @Ctx() context: Context): Promise<BackerEvent[]> {
    const past = await context.loader(pastByBacker).load(backer.id);
    return past ? eventsOf(past) : [];
  }

  @FieldResolver(() => [AddressVersion], { description: 'Every address they have had, newest first.' })
  addressVersions(@Root() backer: Backer, @Ctx() context: Context): Promise<AddressVersion[]> {
    return versionsOf(context, backer.id);
  }

  @FieldResolver(() => DateTime, {
    nullable: true,
    description: 'When their address last left the house in an export; null while it never has.',
  })
  async addressExportedAt(@Root() backer: Backer, @Ctx() context: Context): Promise<string | null> {
    const [last] = await context.loader(exportsByBacker).load(backer.id);
    return last?.at ?? null;
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'Which version of the address was in that export.',
  })
  async addressExportedVersion(@Root() backer: Backer, @Ctx() context: Context): Promise<number | null> {
    const [last] = await context.loader(exportsByBacker).load(backer.id);
    return last ? versionAt(await versionsOf(context, backer.id), last.at) : null;
  }
}

@Resolver(() => BackerEvent)
export class BackerEventResolver {
  @FieldResolver(() => Operation, { nullable: true, description: 'The operation it was part of.' })
  operation(@Root() event: BackerEvent, @Ctx() context: Context) {
    return event.operationId ? context.loader(operationsById).load(event.operationId) : null;
  }
}

@Resolver(() => AddressVersion)
export class AddressVersionResolver {
  @FieldResolver(() => Operation, { nullable: true, description: 'The operation that wrote it.' })
  operation(@Root() version: AddressVersion, @Ctx() context: Context) {
    return version.operationId ? context.loader(operationsById).load(version.operationId) : null;
  }
}

async function versionsOf(context: Context, backerId: string): Promise<AddressVersion[]> {
  const [past, left] = await Promise.all([
    context.loader(pastByBacker).load(backerId),
    context.loader(exportsByBacker).load(backerId),
  ]);
  return past ? addressVersionsOf(backerId, past, left) : [];
}
