import { isGroup, valuesOf, type FilterTree } from '@waybill/schema/filter-tree';
import { BUCKET_STATUSES, OrderStatus, type Bucket } from '../orders/order-status.ts';
import { bookedSegment, type SegmentBook } from './segment-book.ts';

/** Of a status: whether a tree holds for it. */
type Holds = (status: OrderStatus) => boolean;

/** Longer chains of segments are left to the statement, which also finds the ones that go in a circle. */
const MOST_STEPS = 5;

/**
 * The statuses for which a tree holds, where it asks of nothing else: then the project's live counts say how many
 * they are, at any size. Null where it asks of something else.
 */
export function statusesOfTree(tree: FilterTree, book: SegmentBook): OrderStatus[] | null {
  const holds = holdsOf(tree, book, 0);
  return holds && Object.values(OrderStatus).filter(holds);
}

function holdsOf(tree: FilterTree, book: SegmentBook, step: number): Holds | null {
  if (isGroup(tree)) {
    const nodes: Holds[] = [];
    for (const node of tree.nodes) {
      const holds = holdsOf(node, book, step);
      if (!holds) return null;
      nodes.push(holds);
    }
    if (tree.op === 'AND') return (status) => nodes.every((holds) => holds(status));
    return (status) => nodes.some((holds) => holds(status)) === (tree.op === 'OR');
  }
  const { field, operator } = tree;
  const values = valuesOf(tree.value);
  const wanted = operator !== 'IS_NOT' && operator !== 'NONE_OF';
  if (field === 'status') return (status) => values.includes(status) === wanted;
  if (field === 'bucket')
    return (status) => values.some((bucket) => BUCKET_STATUSES[bucket as Bucket].includes(status)) === wanted;
  if (field !== 'segment' || step === MOST_STEPS) return null;
  const members: Holds[] = [];
  for (const id of values) {
    const segment = bookedSegment(book, id);
    const holds = segment.kind === 'DYNAMIC' ? holdsOf(segment.filter, book, step + 1) : null;
    if (!holds) return null;
    members.push(holds);
  }
  return (status) => members.some((holds) => holds(status)) === wanted;
}
