import { useState } from 'react';
import { usePaths } from '../paths.ts';
import { useProject } from '../projects/project.ts';
import { PageHeader } from '../ui/PageHeader.tsx';
import { KindChoice } from './KindChoice.tsx';
import type { SegmentKind } from './segment-looks.ts';
import { SegmentBuilder } from './SegmentBuilder.tsx';
import { useCreateSegment } from './use-create-segment.ts';

/** Puts a new segment together. */
export function SegmentNewPage() {
  const project = useProject();
  const paths = usePaths();
  const [kind, setKind] = useState<SegmentKind>('DYNAMIC');
  const { make, making, errors } = useCreateSegment(project.id);
  return (
    <>
      <PageHeader title="New segment" documentTitle={`New segment · ${project.title}`} />
      <SegmentBuilder
        project={project}
        href={paths.segmentNew()}
        stored={null}
        storedName=""
        saveLabel="Save the segment"
        saving={making}
        errors={errors}
        onSave={({ name, filter }) => void make({ name, filter, kind })}
      >
        <KindChoice value={kind} onChange={setKind} />
      </SegmentBuilder>
    </>
  );
}
