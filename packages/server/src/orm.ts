import 'reflect-metadata';
import { ReflectMetadataProvider } from '@mikro-orm/decorators/legacy';
import { MikroORM, UnderscoreNamingStrategy } from '@mikro-orm/postgresql';
import { entities } from './entities.ts';

/**
 * MikroORM as the request role, for writing single aggregates. Lists are read as rows (`Database.read`): hydrated they
 * took 2.7 times as long.
 */
export function openOrm(appUrl: string): Promise<MikroORM> {
  return MikroORM.init({
    clientUrl: appUrl,
    entities,
    metadataProvider: ReflectMetadataProvider,
    namingStrategy: UnderscoreNamingStrategy,
    forceUtcTimezone: true,
    pool: { min: 0, max: 6, idleTimeoutMillis: 10_000 },
    discovery: { warnWhenNoEntities: false },
  });
}
