import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { requireCreator, requireOwned } from '../access/authorise.ts';
import type { Context } from '../context.ts';
import { Creator } from '../creators/creator.entity.ts';
import { SealError } from '../lib/secret.ts';
import { payload } from '../lib/user-error.ts';
import {
  addressOf,
  connectionOf,
  connectionsOf,
  createConnection,
  disableConnection,
  updateConnection,
} from './connection.actions.ts';
import { ADDRESS_SEAL } from './seals.ts';
import {
  VendorConnection,
  VendorConnectionCreateInput,
  VendorConnectionPayload,
  VendorConnectionUpdateInput,
} from './vendor-connection.type.ts';

const NOTHING: { connection: VendorConnection | null } = { connection: null };

@Resolver(() => VendorConnection)
export class VendorConnectionResolver {
  @Mutation(() => VendorConnectionPayload, {
    description: 'Makes an address for a vendor to send its webhooks to.',
  })
  vendorConnectionCreate(
    @Ctx() context: Context,
    @Arg('creatorId', () => ID) creatorId: string,
    @Arg('input', () => VendorConnectionCreateInput) input: VendorConnectionCreateInput,
  ) {
    return payload(NOTHING, async () => {
      const { name: by } = requireCreator(context, creatorId, 'tokens:write');
      const { vendor, name, secret, apiKey, keySetUrl } = input;
      const options = keySetUrl?.trim() ? { keySetUrl: keySetUrl.trim() } : {};
      const { id } = await context.db.write([creatorId], (client) =>
        createConnection(client, context, creatorId, { vendor, name, secret, apiKey, options }, by),
      );
      return { connection: await connectionOf(context.db, { id, creatorId }) };
    });
  }

  @Mutation(() => VendorConnectionPayload, { description: 'Changes name or secrets of a connection.' })
  vendorConnectionUpdate(
    @Ctx() context: Context,
    @Arg('id', () => ID) id: string,
    @Arg('input', () => VendorConnectionUpdateInput) input: VendorConnectionUpdateInput,
  ) {
    return payload(NOTHING, async () => {
      const owned = await requireOwned(context, 'vendor_connection', id, 'tokens:write');
      await updateConnection(context.db, context, owned, input);
      return { connection: await connectionOf(context.db, owned) };
    });
  }

  @Mutation(() => VendorConnectionPayload, {
    description: 'Closes a connection’s address for good. What came through it stays in the inbox.',
  })
  vendorConnectionDisable(@Ctx() context: Context, @Arg('id', () => ID) id: string) {
    return payload(NOTHING, async () => {
      const owned = await requireOwned(context, 'vendor_connection', id, 'tokens:write');
      await disableConnection(context.db, owned);
      return { connection: await connectionOf(context.db, owned) };
    });
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Where the vendor sends to. Who knows it may send, so keep it to the vendor; null where the secret that sealed it is no more.',
  })
  url(@Root() { vendor, keySealed }: VendorConnection, @Ctx() { secret, config }: Context): string | null {
    try {
      return addressOf(config.publicUrl, vendor, secret.open(ADDRESS_SEAL, keySealed));
    } catch (error) {
      if (error instanceof SealError) return null;
      throw error;
    }
  }
}

@Resolver(() => Creator)
export class CreatorConnectionsResolver {
  @FieldResolver(() => [VendorConnection], {
    description: 'Where vendors send their webhooks to, newest first, disabled ones last.',
  })
  vendorConnections(@Root() creator: Creator, @Ctx() context: Context): Promise<VendorConnection[]> {
    requireCreator(context, creator.id, 'tokens:read');
    return connectionsOf(context.db, creator.id);
  }
}
