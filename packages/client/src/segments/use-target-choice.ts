import { skipToken, useQuery } from '@apollo/client/react';
import type { BackerTarget } from '@waybill/schema/backers';
import { ProjectSegments } from '@waybill/schema/segments';
import { useState } from 'react';
import { useProject } from '../projects/project.ts';
import { everyoneReady } from '../projects/template-target.ts';

export type TargetChoiceState = ReturnType<typeof useTargetChoice>;

/**
 * For whom a bulk call is, as `TargetChoice` asks it: null while a segment is still to be chosen. Where it was given, no
 * segment is read.
 */
export function useTargetChoice(given: BackerTarget | undefined) {
  const project = useProject();
  const [whom, setWhom] = useState<'ready' | 'segment'>('ready');
  const [segmentId, setSegmentId] = useState<string | null>(null);
  const { data } = useQuery(ProjectSegments, given ? skipToken : { variables: { projectId: project.id } });
  const asked = whom === 'ready' ? everyoneReady : segmentId ? { segmentId } : null;
  return {
    target: given ?? asked,
    given: given !== undefined,
    segments: data?.project?.segments ?? [],
    whom,
    setWhom,
    segmentId,
    setSegmentId,
  };
}
