import type { ApolloClient, OperationVariables, TypedDocumentNode } from '@apollo/client';

interface Question<TData, TVariables extends OperationVariables> {
  query: TypedDocumentNode<TData, TVariables>;
  variables: TVariables;
  signal?: AbortSignal;
}

/**
 * Asks the server, writes the answer into the cache and hands it back as it came. Rejects as `client.query` does.
 *
 * `network-only` would read back from the cache what it has just written there. Whoever needs only the ids of a page
 * has no use for that, and it is the dearer half: of 100 backers 45 ms beside the 34 ms of writing them.
 */
export async function readIntoCache<TData, TVariables extends OperationVariables>(
  client: ApolloClient,
  { query, variables, signal }: Question<TData, TVariables>,
): Promise<TData | undefined> {
  const { data } = await client.query({
    query,
    variables,
    fetchPolicy: 'no-cache',
    context: { fetchOptions: { signal }, queryDeduplication: false },
  });
  if (data !== undefined) client.writeQuery({ query, variables, data });
  return data;
}
