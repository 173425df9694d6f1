import type { ApolloClient } from '@apollo/client';
import { useQuery } from '@apollo/client/react';
import * as documents from '@waybill/schema/access';
import type { ResultOf } from '@waybill/schema/graphql';
import { isUnauthenticated } from '../apollo.ts';
import { mayManage } from '../projects/project.ts';

export type Viewer = NonNullable<ResultOf<typeof documents.Viewer>['viewer']>;

/** Who is signed in, from the cache where it is known; null when nobody is. Throws when the server does not answer. */
export async function readViewer(apollo: ApolloClient): Promise<Viewer | null> {
  try {
    const { data } = await apollo.query({ query: documents.Viewer });
    return data?.viewer ?? null;
  } catch (error) {
    if (isUnauthenticated(error)) return null;
    throw error;
  }
}

/** Who is signed in. Null for the moment before it is known and after sign-out. */
export function useViewer(): Viewer | null {
  const { data } = useQuery(documents.Viewer, { fetchPolicy: 'cache-first' });
  return data?.viewer ?? null;
}

/** The creator at a slug as the viewer has it, and whether they own or manage it: null while nobody is known. */
export function useViewerAt(slug: string) {
  const viewer = useViewer();
  const creator = viewer?.creators.find((one) => one.slug === slug);
  return { viewer, creator, manages: viewer && mayManage(creator?.role) };
}
