import { defaultFieldResolver, type GraphQLField, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import type { Principal } from '../lib/principal.ts';
import { forbidden, unauthenticated } from '../lib/user-error.ts';
import { FIELD_ACCESS, isNullInstead, type FieldAccess } from './field-access.ts';
import { mayAnywhere, needsFor, type Permission } from './permissions.ts';

interface Asking {
  principal: Principal | null;
}

/**
 * Puts the table of `field-access.ts` in front of the resolvers.
 * @throws when a root field has no row: a field nobody decided about must not be served
 */
export function guardFields(schema: GraphQLSchema): void {
  for (const root of [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]) {
    if (root) refuseUndecided(root);
  }
  for (const [typeName, rows] of Object.entries(FIELD_ACCESS)) {
    const type = schema.getType(typeName) as GraphQLObjectType | undefined;
    const fields = type?.getFields() ?? {};
    for (const [name, access] of Object.entries(rows)) {
      const field = fields[name];
      if (field && access !== 'PUBLIC') {
        if (isNullInstead(typeName, name)) hideField(field as GraphQLField<unknown, Asking>, access);
        else guardField(field as GraphQLField<unknown, Asking>, access, typeName === 'Subscription');
      }
    }
  }
}

/** @throws GraphQLError UNAUTHENTICATED or FORBIDDEN */
export function checkAccess(principal: Principal | null, access: FieldAccess): void {
  if (access === 'PUBLIC') return;
  if (!principal) throw unauthenticated();
  // Who belongs to nobody has nothing here that could be forbidden: every id is one that never was.
  const enough: readonly Permission[] = typeof access === 'string' ? [access] : access;
  const [first] = enough;
  if (first && principal.creators.size > 0 && !enough.some((one) => mayAnywhere(principal, one)))
    throw forbidden(needsFor(principal, first));
}

function refuseUndecided(root: GraphQLObjectType): void {
  const rows = FIELD_ACCESS[root.name] ?? {};
  const missing = Object.keys(root.getFields()).filter((name) => !Object.hasOwn(rows, name));
  if (missing.length > 0) {
    throw new Error(
      `Nobody has decided who may use ${missing.map((name) => `${root.name}.${name}`).join(', ')}: add a row to access/field-access.ts.`,
    );
  }
}

function hideField(field: GraphQLField<unknown, Asking>, access: Permission | readonly Permission[]): void {
  const resolve = field.resolve ?? defaultFieldResolver;
  const enough: readonly Permission[] = typeof access === 'string' ? [access] : access;
  field.resolve = (source, args, context, info) => {
    const { principal } = context;
    return principal && enough.some((one) => mayAnywhere(principal, one))
      ? resolve(source, args, context, info)
      : null;
  };
}

function guardField(field: GraphQLField<unknown, Asking>, access: FieldAccess, subscription: boolean): void {
  const resolve = field.resolve ?? defaultFieldResolver;
  const subscribe = field.subscribe;
  if (subscription && subscribe) {
    field.subscribe = (source, args, context, info): unknown => {
      checkAccess(context.principal, access);
      return subscribe(source, args, context, info);
    };
  }
  field.resolve = (source, args, context, info) => {
    checkAccess(context.principal, access);
    return resolve(source, args, context, info);
  };
}
