import { useNavigate, useSearch } from '@tanstack/react-router';
import { usePaths } from '../paths.ts';
import { useProject } from '../projects/project.ts';
import { PageHeader } from '../ui/PageHeader.tsx';
import type { BuilderSearch } from './builder-search.ts';
import { KindChoice } from './KindChoice.tsx';
import type { SegmentKind } from './segment-looks.ts';
import { SegmentBuilder } from './SegmentBuilder.tsx';
import { useCreateSegment } from './use-create-segment.ts';
import { useDraft } from './use-draft.ts';

/** Puts a new segment together. */
export function SegmentNewPage() {
  const project = useProject();
  const href = usePaths().segmentNew();
  const navigate = useNavigate();
  const search: BuilderSearch = useSearch({ strict: false });
  const kind: SegmentKind = search.kind ?? 'DYNAMIC';
  const edited = useDraft(href, { name: '', filter: null });
  const { make, making, errors } = useCreateSegment(project.id);

  const choose = (next: SegmentKind) =>
    void navigate({
      to: href,
      search: ({ kind: _before, ...rest }: BuilderSearch) =>
        next === 'SNAPSHOT' ? { ...rest, kind: next } : rest,
      state: true,
      replace: true,
      resetScroll: false,
    });

  return (
    <>
      <PageHeader title="New segment" documentTitle={`New segment · ${project.title}`} />
      <SegmentBuilder
        project={project}
        href={href}
        edited={edited}
        saveLabel="Save the segment"
        saving={making}
        errors={errors}
        onSave={({ name, filter }) => void make({ name, filter, kind })}
      >
        <KindChoice value={kind} onChange={choose} />
      </SegmentBuilder>
    </>
  );
}
