import { useEffect, useRef, useState } from 'react';
import { useQuery } from '@apollo/client/react';
import type { ResultOf } from '@waybill/schema/graphql';
import { OperationRows, type OutcomeSeverity } from '@waybill/schema/operations';

const pageSize = 50;

interface RowsFilter {
  outcome?: string[];
  severity?: OutcomeSeverity[];
}

/**
 * Rows of an operation, a page at a time. `plan` names the plan they belong to: when it changes they are read
 * again. Kept out of the cache: a plan's rows are worth nothing once it is made anew, and there may be a million.
 */
export function useOperationRows(id: string, filter: RowsFilter, plan: string) {
  const { data, error, fetchMore, refetch } = useQuery(OperationRows, {
    variables: { id, first: pageSize, ...filter },
    fetchPolicy: 'no-cache',
  });
  const [fetching, setFetching] = useState(false);
  const lastPlan = useRef(plan);

  useEffect(
    function readNewPlan() {
      if (lastPlan.current === plan) return;
      lastPlan.current = plan;
      refetch().catch(() => undefined);
    },
    [plan, refetch],
  );

  const rows = data?.operation?.rows;
  const after = rows?.pageInfo.endCursor;
  return {
    rows: rows?.nodes,
    totalCount: rows?.totalCount ?? 0,
    error,
    retry: () => void refetch().catch(() => undefined),
    /** Null when there are no more. */
    more: rows?.pageInfo.hasNextPage
      ? () => {
          setFetching(true);
          fetchMore({
            variables: { after },
            updateQuery: (former, { fetchMoreResult }) => append(former, fetchMoreResult),
          })
            .catch(() => undefined)
            .finally(() => setFetching(false));
        }
      : null,
    fetching,
  };
}

type Page = ResultOf<typeof OperationRows>;

function append(former: Page, next: Page): Page {
  if (!former.operation || !next.operation) return next;
  const nodes = [...former.operation.rows.nodes, ...next.operation.rows.nodes];
  return { operation: { ...next.operation, rows: { ...next.operation.rows, nodes } } };
}
