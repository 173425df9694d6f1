import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import { buildSchema } from 'type-graphql';
import { guardFields } from './access/guard.ts';
import { CreatorInvitationsResolver, InvitationResolver } from './access/invitation.resolver.ts';
import { CreatorMembersResolver, MemberResolver } from './access/member.resolver.ts';
import { SignInResolver } from './access/sign-in.resolver.ts';
import { CreatorTokensResolver, TokenResolver } from './access/token.resolver.ts';
import { CreatorAccessResolver, ViewerResolver } from './access/viewer.resolver.ts';
import {
  BackerConnectionResolver,
  BackerResolver,
  ProjectBackersResolver,
} from './backers/backer.resolver.ts';
import { CarrierResolver } from './carriers/carrier.resolver.ts';
import { OrderEventResolver, OrderResolver } from './orders/order.resolver.ts';
import { ProjectTemplateResolver } from './exports/template.resolver.ts';
import { BackersLiveResolver } from './live/backers-live.resolver.ts';
import { OperationLiveResolver } from './live/operation-live.resolver.ts';
import { ProjectLiveResolver } from './live/project-live.resolver.ts';
import { BackerImportResolver } from './backer-imports/backer-import.resolver.ts';
import { noPubSub } from './live/watch.ts';
import {
  OperationResolver,
  OperationRowResolver,
  ProjectOperationsResolver,
  UploadedFileResolver,
} from './operations/operation.resolver.ts';
import { CreatorProjectsResolver, ProjectResolver } from './projects/project.resolver.ts';
import {
  ProjectShipmentsResolver,
  ShipmentConnectionResolver,
  ShipmentResolver,
} from './shipments/shipment.resolver.ts';
import { SegmentActionResolver } from './segment-actions/segment-action.resolver.ts';
import { TrackingUploadResolver } from './tracking-uploads/tracking-upload.resolver.ts';

/** The API's table of contents, one class a line. */
const resolvers = [
  BackerConnectionResolver,
  BackerImportResolver,
  BackerResolver,
  BackersLiveResolver,
  CarrierResolver,
  CreatorAccessResolver,
  CreatorInvitationsResolver,
  CreatorMembersResolver,
  CreatorProjectsResolver,
  CreatorTokensResolver,
  InvitationResolver,
  MemberResolver,
  OperationLiveResolver,
  OperationResolver,
  OperationRowResolver,
  OrderEventResolver,
  OrderResolver,
  ProjectBackersResolver,
  ProjectOperationsResolver,
  ProjectLiveResolver,
  ProjectResolver,
  ProjectShipmentsResolver,
  ProjectTemplateResolver,
  ShipmentConnectionResolver,
  ShipmentResolver,
  SegmentActionResolver,
  SignInResolver,
  TokenResolver,
  TrackingUploadResolver,
  UploadedFileResolver,
  ViewerResolver,
] as const;

/**
 * The schema with its guard. Everything a caller enters is checked by actions (`validate` off), so that there is one
 * channel for what is wrong with it: `userErrors`.
 */
export async function makeSchema(): Promise<GraphQLSchema> {
  readPlainFieldsDirectly();
  const schema = await buildSchema({
    resolvers: [...resolvers],
    validate: false,
    pubSub: noPubSub,
  });
  guardFields(schema);
  return schema;
}

interface ObjectTypeMetadata {
  simpleResolvers?: boolean;
}

/**
 * Turns `simpleResolvers` on for every object type. Fields without a resolver of their own are then read by graphql
 * itself: 25,000 items took 300 ms in place of 1,253. Per class it would be one more thing to forget.
 */
function readPlainFieldsDirectly(): void {
  const storage = (globalThis as { TypeGraphQLMetadataStorage?: { objectTypes: ObjectTypeMetadata[] } })
    .TypeGraphQLMetadataStorage;
  for (const type of storage?.objectTypes ?? []) type.simpleResolvers = true;
}
