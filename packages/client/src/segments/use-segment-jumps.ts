import { skipToken, useQuery } from '@apollo/client/react';
import { useNavigate } from '@tanstack/react-router';
import { ProjectSegments } from '@waybill/schema/segments';
import type { ProjectPaths } from '../paths.ts';
import { formatCount } from '../ui/format.ts';
import type { JumpAction } from '../ui/spotlight-registry.ts';
import { segmentKindLooks } from './segment-looks.ts';

/** The segments of the open project as places ⌘K jumps to. */
export function useSegmentJumps(projectId: string | undefined, at: ProjectPaths | null): JumpAction[] {
  const navigate = useNavigate();
  const { data } = useQuery(ProjectSegments, projectId ? { variables: { projectId } } : skipToken);
  if (!at) return [];
  return (data?.project?.segments ?? []).map(({ id, name, kind, sentence, backerCount }) => ({
    id: `segment ${id}`,
    label: name,
    description: `${formatCount(backerCount, 'backer')} · ${sentence}`,
    group: 'Segments',
    icon: segmentKindLooks[kind].icon,
    run: () => void navigate({ to: at.segment(id) }),
  }));
}
