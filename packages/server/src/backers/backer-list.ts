import type { GraphQLResolveInfo } from 'graphql';
import { connectionOf } from '../lib/connection.ts';
import { fieldsBelow } from '../lib/selection.ts';
import { Backer } from './backer.entity.ts';
import {
  planBackersPage,
  type BackersPlan,
  type BackersQuery,
  type readBackersPage,
} from './backers.actions.ts';

export const { connection: BackerConnection, edge: BackerEdge } = connectionOf(Backer, 'Backer');

/** A list that has not been read yet: a document that asks for the total alone reads no row. */
export interface BackerList {
  project: { id: string; creatorId: string };
  query: BackersQuery;
  plan: BackersPlan;
  page?: ReturnType<typeof readBackersPage>;
}

/** @param info of the field whose value the list is: what nobody asks for is not read */
export function planBackerList(
  project: { id: string; creatorId: string },
  query: BackersQuery,
  info: GraphQLResolveInfo,
): BackerList {
  const fields = fieldsBelow(info, 'nodes', 'edges.node');
  const parcelFields = fieldsBelow(info, 'nodes.shipments', 'edges.node.shipments');
  return { project, query, plan: planBackersPage(project, query, fields, parcelFields) };
}
