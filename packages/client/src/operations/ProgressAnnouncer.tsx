import { useEffect, useRef, useState } from 'react';
import { VisuallyHidden } from '@mantine/core';
import type { OperationProgress } from '@waybill/schema/operations';
import { momentOf, shareDone } from './operation-state.ts';

/** Speaks of an operation to those who do not see it: at its start, at each quarter and at its end, no more. */
export function ProgressAnnouncer({ operation }: { operation: OperationProgress }) {
  const [said, setSaid] = useState('');
  const lastStep = useRef<string | null>(null);
  const share = shareDone(operation);
  const step = stepOf(operation, share);

  useEffect(
    function speakAtEachStep() {
      if (lastStep.current !== null && lastStep.current !== step) setSaid(step);
      lastStep.current = step;
    },
    [step],
  );

  return <VisuallyHidden role="status">{said}</VisuallyHidden>;
}

function stepOf(operation: OperationProgress, share: number | null): string {
  const moment = momentOf(operation.status);
  if (moment === 'check') return `Checked. ${operation.summary.sentence}`;
  if (moment === 'report')
    return `${operation.status.toLowerCase()}. ${operation.failure?.message ?? operation.summary.sentence}`;
  const phase = operation.phase ?? operation.status.toLowerCase();
  const quarter = Math.floor((share ?? 0) * 4) * 25;
  return quarter > 0 && quarter < 100 ? `${phase}: ${quarter} percent` : phase;
}
