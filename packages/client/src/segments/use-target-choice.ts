import type { BackerTarget } from '@waybill/schema/backers';
import { useState } from 'react';
import { useProject } from '../projects/project.ts';
import { everyoneReady } from '../projects/template-target.ts';
import { useSegmentChoices } from './use-segment-choices.ts';

export type TargetChoiceState = ReturnType<typeof useTargetChoice>;

/**
 * For whom a bulk call is, as `TargetChoice` asks it: null while a segment is still to be chosen. Where it was given, no
 * segment is read.
 */
export function useTargetChoice(given: BackerTarget | undefined) {
  const project = useProject();
  const [whom, setWhom] = useState<'ready' | 'segment'>('ready');
  const [segmentId, setSegmentId] = useState<string | null>(null);
  const choices = useSegmentChoices(given ? undefined : project.id);
  const asked = whom === 'ready' ? everyoneReady : segmentId ? { segmentId } : null;
  return {
    target: given ?? asked,
    given: given !== undefined,
    choices,
    whom,
    setWhom,
    segmentId,
    setSegmentId,
  };
}
