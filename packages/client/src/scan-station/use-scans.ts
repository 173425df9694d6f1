import { CombinedGraphQLErrors } from '@apollo/client';
import { useApolloClient } from '@apollo/client/react';
import { ScanLookup, ScanShip, ScanUnpack, type ScanOrder } from '@waybill/schema/scan-station';
import { OrderRevert } from '@waybill/schema/shipments';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { isUnauthenticated } from '../apollo.ts';
import { readableError } from '../ui/errors.ts';
import { formatCount } from '../ui/format.ts';
import {
  deedAnswer,
  isWrongLabel,
  lookAnswer,
  mayBeTracking,
  nameOf,
  troubleAnswer,
  type ScanAnswer,
} from './scan-answer.ts';
import { createScanQueue, type Scan } from './scan-queue.ts';

/** So many scans stay on the screen. */
const kept = 20;

interface ScansOptions {
  projectId: string;
  /** The order is shown first, and shipped by the next scan. */
  lookFirst: boolean;
  onAnswer: (answer: ScanAnswer) => void;
}

/** The scans of this station, in order, with what became of each. */
export function useScans({ projectId, lookFirst, onAnswer }: ScansOptions) {
  const client = useApolloClient();
  const latest = useRef({ lookFirst, onAnswer });
  useEffect(function rememberLatest() {
    latest.current = { lookFirst, onAnswer };
  });
  /** The order that waits for its confirmation. */
  const [looked, setLooked] = useState<ScanOrder | null>(null);
  const lookedNow = useRef<ScanOrder | null>(null);

  const [station] = useState(() => {
    const look = (order: ScanOrder | null) => {
      lookedNow.current = order;
      setLooked(order);
    };
    const find = async (code: string) => {
      const { data } = await client.query({
        query: ScanLookup,
        variables: { projectId, code },
        fetchPolicy: 'no-cache',
      });
      return data?.scanLookup?.found ?? [];
    };
    const ship = async (
      input: { code?: string; backerId?: string; trackingNumber?: string },
      retried: boolean,
    ): Promise<ScanAnswer> => {
      const { data } = await client.mutate({
        mutation: ScanShip,
        variables: { projectId, input },
        fetchPolicy: 'no-cache',
      });
      const payload = data?.scanShip;
      if (payload?.deed && payload.found) {
        return deedAnswer(payload.deed, payload.said ?? '', payload.found, retried);
      }
      const [first] = payload?.userErrors ?? [];
      if (!first) return troubleAnswer('No answer', 'Scan it again.');
      const found = first.code === 'NOT_FOUND' ? [] : await find(input.code ?? '');
      if (first.code === 'CONFLICT' && found.length > 1)
        return troubleAnswer(
          `${formatCount(found.length, 'order')} have this code`,
          'Choose one.',
          null,
          found,
        );
      const [order] = found;
      if (first.code === 'NOT_FOUND') return troubleAnswer('Not found', first.message);
      return troubleAnswer(order ? nameOf(order) : 'Not shipped', first.message, order ?? null);
    };
    const lookAt = async (code: string, retried: boolean): Promise<ScanAnswer> => {
      const before = lookedNow.current;
      const found = await find(code);
      if (before?.backer) {
        const { id } = before.backer;
        const same = found.some(({ backer }) => backer?.id === id);
        const other = found.find((one) => isWrongLabel(before, one));
        if (same) {
          const answer = await ship({ code, backerId: id }, retried);
          look(null);
          return answer;
        }
        if (other && before.label)
          return troubleAnswer(
            'Wrong label',
            `This label is of ${nameOf(other)}. On the parcel of ${nameOf(before)} belongs ${before.label.trackingNumber ?? 'another'}.`,
            before,
          );
        if (found.length === 0 && before.action === 'MARK_FULFILLED' && mayBeTracking(code)) {
          const answer = await ship({ backerId: id, trackingNumber: code }, retried);
          look(null);
          return answer;
        }
      }
      const [order, second] = found;
      look(second || order?.action === 'NOTHING' ? null : (order ?? null));
      if (!order)
        return troubleAnswer(
          'Not found',
          `Nobody here has the code “${code}”. It may be of another project.`,
        );
      if (second)
        return troubleAnswer(
          `${formatCount(found.length, 'order')} have this code`,
          'Choose one.',
          null,
          found,
        );
      return lookAnswer(order);
    };
    const queue = createScanQueue<ScanAnswer>({
      kept,
      now: Date.now,
      store: storeOf(projectId),
      later: (run, ms) => {
        const timer = setTimeout(run, ms);
        return () => clearTimeout(timer);
      },
      async send(code, retried) {
        try {
          const answer = latest.current.lookFirst
            ? await lookAt(code, retried)
            : await ship({ code }, retried);
          latest.current.onAnswer(answer);
          return answer;
        } catch (error) {
          // The server has spoken: sending the same again brings the same. Anything else is the way there.
          if (!CombinedGraphQLErrors.is(error) || isUnauthenticated(error)) throw error;
          const answer = troubleAnswer('Not shipped', readableError(error).detail);
          latest.current.onAnswer(answer);
          return answer;
        }
      },
    });
    return { queue, ship, look };
  });
  const { queue } = station;

  useEffect(
    function run() {
      const stop = queue.start();
      window.addEventListener('online', queue.retry);
      return () => {
        window.removeEventListener('online', queue.retry);
        stop();
      };
    },
    [queue],
  );
  const state = useSyncExternalStore(queue.subscribe, queue.state);

  /** Ships an order that was chosen or looked at; for a scan that is there already. */
  const shipChosen = async (scan: Scan<ScanAnswer>, order: ScanOrder): Promise<void> => {
    if (!order.backer) return;
    let answer: ScanAnswer;
    try {
      answer = await station.ship({ backerId: order.backer.id }, false);
    } catch (error) {
      answer = troubleAnswer(nameOf(order), readableError(error).detail, order);
    }
    station.look(null);
    queue.answer(scan.id, answer);
    latest.current.onAnswer(answer);
  };
  /** Takes back what one scan did. */
  const undo = async (scan: Scan<ScanAnswer>): Promise<string | null> => {
    const { answer } = scan;
    const id = answer?.found?.backer?.id;
    if (!answer || !id) return null;
    try {
      const { data } =
        answer.deed === 'MARKED_FULFILLED'
          ? await client
              .mutate({
                mutation: OrderRevert,
                variables: { backerId: id, input: { reason: 'Taken back at the scan station' } },
              })
              .then(({ data: reverted }) => ({ data: reverted?.orderRevert }))
          : await client
              .mutate({
                mutation: ScanUnpack,
                variables: { projectId, backerId: id },
                fetchPolicy: 'no-cache',
              })
              .then(({ data: unpacked }) => ({ data: unpacked?.scanUnpack }));
      const [first] = data?.userErrors ?? [];
      if (first) return first.message;
      queue.answer(scan.id, { ...answer, undone: true });
      return null;
    } catch (error) {
      return readableError(error).detail;
    }
  };
  return { ...state, looked, scan: queue.scan, retry: queue.retry, shipChosen, undo };
}

/** Codes without an answer, kept on this machine until they have one. */
function storeOf(projectId: string) {
  const key = `waybill scans ${projectId}`;
  return {
    read(): { code: string; at: number }[] {
      try {
        const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
        return Array.isArray(kept) ? (kept as { code: string; at: number }[]) : [];
      } catch {
        return [];
      }
    },
    write(scans: readonly { code: string; at: number }[]) {
      try {
        if (scans.length === 0) localStorage.removeItem(key);
        else localStorage.setItem(key, JSON.stringify(scans));
      } catch {
        // A browser that keeps nothing: scans last as long as the page.
      }
    },
  };
}
