import { Field, Int, ObjectType, type ClassType } from 'type-graphql';
import { UserError, UserErrorCode } from './user-error.ts';

@ObjectType({ description: 'Where a page of a list stands.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether there is more after it.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Whether there is more before it.' })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Cursor of its first node.' })
  startCursor!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of its last node; give it as `after` for the next page.',
  })
  endCursor!: string | null;
}

export interface Edge<Node> {
  cursor: string;
  node: Node;
}

export interface Connection<Node> {
  nodes: Node[];
  edges: Edge<Node>[];
  pageInfo: PageInfo;
  totalCount: number;
}

/** The two types every list of nodes has: a connection, and an edge with its cursor. */
export function connectionOf<Node extends object>(node: ClassType<Node>, name: string) {
  @ObjectType(`${name}Edge`, { description: `A ${name} in a list, with its place in it.` })
  class EdgeType {
    @Field(() => String, { description: 'Its place; give it as `after` or `before`.' })
    cursor!: string;

    @Field(() => node, { description: 'The thing itself.' })
    node!: Node;
  }

  @ObjectType(`${name}Connection`, { description: `A page of a list of ${name}.` })
  class ConnectionType {
    @Field(() => [node], { description: 'The things on this page.' })
    nodes!: Node[];

    @Field(() => [EdgeType], { description: 'The same with their cursors.' })
    edges!: EdgeType[];

    @Field(() => PageInfo, { description: 'Where the page stands.' })
    pageInfo!: PageInfo;

    @Field(() => Int, { description: 'How many there are on all pages.' })
    totalCount!: number;
  }
  return { connection: ConnectionType, edge: EdgeType };
}

/** The most a page holds, as at GitHub. */
export const MAX_PAGE = 100;

/** @throws UserError when more is asked for than a page holds, or less than one */
export function pageSize(wanted: number | null | undefined, usual: number): number {
  const size = wanted ?? usual;
  if (size < 1 || size > MAX_PAGE)
    throw new UserError(
      UserErrorCode.LIMIT_EXCEEDED,
      `A page holds 1 to ${MAX_PAGE}; ${size} were asked for.`,
      ['first'],
    );
  return size;
}

/** A cursor is the sort key of its node: what comes after it is found by the index, at any depth. */
export function encodeCursor(key: unknown): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** @throws UserError INVALID when the text is no cursor of ours */
export function decodeCursor<Key>(cursor: string): Key {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString()) as Key;
  } catch {
    throw new UserError(UserErrorCode.INVALID, 'This cursor is not one that was handed out here.', ['after']);
  }
}
