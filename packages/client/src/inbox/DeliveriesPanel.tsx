import { useState } from 'react';
import { Button, Group, Select, Text, Title } from '@mantine/core';
import { useMediaQuery, useThrottledCallback } from '@mantine/hooks';
import { IconArrowLeft, IconInbox, IconSearchOff } from '@tabler/icons-react';
import { useQuery } from '@apollo/client/react';
import { InboxDeliveries, type InboxFeed } from '@waybill/schema/inbox';
import { sizes } from '../theme.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorState } from '../ui/ErrorState.tsx';
import { FilterChip } from '../ui/FilterChip.tsx';
import chips from '../ui/filter-chips.module.css';
import { SkeletonRows } from '../ui/Skeletons.tsx';
import { useDelayed } from '../ui/useDelayed.ts';
import { useChange } from '../use-change.ts';
import classes from './DeliveriesPanel.module.css';
import { DeliveryList } from './DeliveryList.tsx';
import { DeliveryView } from './DeliveryView.tsx';
import { inboxStates, type InboxState } from './inbox-search.ts';
import { useInboxSearch } from './use-inbox-search.ts';
import { vendorOrder, vendorWords } from './vendor-words.ts';

const pageSize = 50;
/** While deliveries come in by the hundred, the list is read again this often. */
const rereadEvery = 2000;

/** Everything that came in, newest first; the one that is open stands beside the list. */
export function DeliveriesPanel({ slug, feed }: { slug: string; feed: InboxFeed | null }) {
  const [search, change] = useInboxSearch();
  const phone = useMediaQuery('(max-width: 62em)', undefined, { getInitialValueInEffect: false });
  const [fetching, setFetching] = useState(false);
  const status = inboxStates.find(({ state }) => state === search.status)?.status;
  const { data, previousData, error, fetchMore, refetch } = useQuery(InboxDeliveries, {
    variables: {
      slug,
      first: pageSize,
      after: null,
      vendor: search.vendor ? [search.vendor] : null,
      status: status ? [status] : null,
    },
  });
  // Of a changed filter the old rows stay until the new ones are there.
  const box = (data ?? previousData)?.creator?.inboxDeliveries;
  const nodes = box?.nodes ?? [];
  const waiting = useDelayed(!box && !error);
  const reread = () => void refetch().catch(() => undefined);
  const again = useThrottledCallback(() => {
    // Reading again begins at the top: whoever has gone further down keeps their place.
    if (nodes.length <= pageSize) reread();
  }, rereadEvery);
  const news = feed && JSON.stringify([feed.newestId, feed.waiting, feed.unmatched, feed.failed]);
  useChange(news, again);

  const more = () => {
    setFetching(true);
    fetchMore({
      variables: { after: box?.pageInfo.endCursor ?? null },
      updateQuery: (former, { fetchMoreResult }) => {
        const [before, after] = [former.creator, fetchMoreResult.creator];
        if (!before || !after) return fetchMoreResult;
        const joined = [...before.inboxDeliveries.nodes, ...after.inboxDeliveries.nodes];
        return {
          ...fetchMoreResult,
          creator: { ...after, inboxDeliveries: { ...after.inboxDeliveries, nodes: joined } },
        };
      },
    })
      .catch(() => undefined)
      .finally(() => setFetching(false));
  };

  const counts: Partial<Record<InboxState, number>> = feed
    ? { failed: feed.failed, 'no-parcel': feed.unmatched, waiting: feed.waiting }
    : {};
  const narrowed = Boolean(search.status ?? search.vendor);
  // Of a list nobody has chosen from, the first one is open; and stays so when others arrive before it, or its row leaves.
  const list = JSON.stringify([search.status, search.vendor]);
  const [first, setFirst] = useState<{ list: string; id: string } | null>(null);
  if (data && nodes[0] && first?.list !== list) setFirst({ list, id: nodes[0].id });
  const openId = search.delivery ?? (phone || first?.list !== list ? undefined : first.id);
  const alone = phone && search.delivery !== undefined;
  const chip = (state: InboxState | undefined, word: string, count?: number) => (
    <FilterChip
      key={word}
      word={word}
      count={count}
      chosen={search.status === state}
      onChoose={() => change({ status: state, delivery: undefined })}
    />
  );
  const nothing = (
    <EmptyState
      icon={narrowed ? IconSearchOff : IconInbox}
      title={narrowed ? 'No delivery fits' : 'Nothing has come in yet'}
      description={
        narrowed
          ? 'Show all deliveries, or choose another state or sender.'
          : 'The first delivery appears here the moment it arrives. Most services have a button that sends a test.'
      }
      action={
        narrowed ? (
          <Button variant="default" onClick={() => change({ status: undefined, vendor: undefined })}>
            Show all deliveries
          </Button>
        ) : null
      }
    />
  );

  return (
    <section aria-labelledby="deliveries">
      <Title order={2} id="deliveries" mb="sm">
        Deliveries
      </Title>
      {alone ? (
        <Button
          variant="subtle"
          color="gray"
          mb="xs"
          leftSection={<IconArrowLeft size={sizes.icon.medium} aria-hidden />}
          onClick={() => change({ delivery: undefined }, { replace: false })}
        >
          Back to the deliveries
        </Button>
      ) : (
        <div className={classes['filter']}>
          <ul className={chips['chips']} aria-label="Deliveries by what became of them">
            {chip(undefined, 'All')}
            {inboxStates.map(({ state, word }) => {
              const count = counts[state];
              // What needs nobody is not pointed at while there is none of it.
              return count === 0 && search.status !== state ? null : chip(state, word, count);
            })}
          </ul>
          <Select
            aria-label="Who sent it"
            placeholder="Everybody"
            data={vendorOrder.map((vendor) => ({ value: vendor, label: vendorWords[vendor].title }))}
            value={search.vendor ?? null}
            onChange={(vendor) => change({ vendor: vendor ?? undefined, delivery: undefined })}
            clearable
            clearButtonProps={{ 'aria-label': 'Show those of everybody' }}
            className={classes['vendor']}
          />
        </div>
      )}
      {error && !box ? (
        <ErrorState error={error} title="The deliveries could not be read" onRetry={reread} />
      ) : null}
      {waiting ? <SkeletonRows rows={6} height={64} /> : null}
      {box && nodes.length === 0 && !openId ? <div className={classes['frame']}>{nothing}</div> : null}
      {box && (nodes.length > 0 || openId) ? (
        <div className={classes['columns']}>
          {alone ? null : (
            <div className={classes['list']}>
              {nodes.length === 0 ? (
                nothing
              ) : (
                <DeliveryList slug={slug} deliveries={nodes} openId={openId} search={search} />
              )}
              {box.pageInfo.hasNextPage ? (
                <Group justify="center" p="sm">
                  <Button size="compact-sm" variant="subtle" onClick={more} loading={fetching}>
                    Show older deliveries
                  </Button>
                </Group>
              ) : nodes.length > 0 ? (
                <Text size="xs" c="dimmed" ta="center" p="sm">
                  These are all.
                </Text>
              ) : null}
            </div>
          )}
          {openId ? <DeliveryView key={openId} id={openId} news={news} /> : null}
        </div>
      ) : null}
    </section>
  );
}
