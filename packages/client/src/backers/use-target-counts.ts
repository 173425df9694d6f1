import { skipToken, useApolloClient, useQuery } from '@apollo/client/react';
import { BackerRow, BackerTargetCounts } from '@waybill/schema/backers';
import { useMemo } from 'react';
import { filterOf, withinBuckets, type BackerSearch } from './backer-search.ts';
import { countTarget, type TargetCounts } from './order-actions.ts';
import type { Selection } from './selection.ts';

/** Nobody is in this filter: what an empty intersection is asked as. */
const nobody = { ids: [] };

/**
 * How many of the ticked backers each action would change; null until it is known. Rows ticked by name are at hand
 * and counted here; "all that match" is asked of the server, and the few taken out again are subtracted.
 */
export function useTargetCounts(
  projectId: string,
  search: BackerSearch,
  selection: Selection,
  total: number | null,
): TargetCounts | null {
  const { cache } = useApolloClient();
  const filter = filterOf(search);
  const shipping = withinBuckets(filter, ['START_SHIPPING']);
  const { data } = useQuery(
    BackerTargetCounts,
    selection.all
      ? {
          variables: {
            projectId,
            segmentId: search.segment ?? null,
            search: search.q ?? null,
            ready: !shipping || shipping.onHold ? nobody : { ...shipping, onHold: false },
            held: !shipping || shipping.onHold === false ? nobody : { ...shipping, onHold: true },
            fulfilled: withinBuckets(filter, ['SHIPPED']) ?? nobody,
            canceled: withinBuckets(filter, ['CANCELED']) ?? nobody,
          },
          fetchPolicy: 'cache-and-network',
        }
      : skipToken,
  );
  return useMemo(() => {
    const named = [...(selection.all ? selection.except : selection.ids)];
    const orders = named.flatMap((id) => {
      const backer = cache.readFragment({
        fragment: BackerRow,
        fragmentName: 'BackerRow',
        id: `Backer:${id}`,
      });
      return backer ? [backer.order] : [];
    });
    const counted = countTarget(orders);
    if (!selection.all) return { ...counted, selected: named.length };
    const all = data?.project;
    if (!all || total === null) return null;
    return {
      selected: total - named.length,
      ready: all.ready.totalCount - counted.ready,
      held: all.held.totalCount - counted.held,
      fulfilled: all.fulfilled.totalCount - counted.fulfilled,
      canceled: all.canceled.totalCount - counted.canceled,
    };
  }, [cache, selection, data, total]);
}
