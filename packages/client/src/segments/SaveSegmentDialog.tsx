import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import type { BackerTarget } from '@waybill/schema/backers';
import { filterSentence, type FilterTree } from '@waybill/schema/filter-tree';
import { useState } from 'react';
import type { Project } from '../projects/project.ts';
import { formatCount } from '../ui/format.ts';
import { FormErrors } from '../ui/FormErrors.tsx';
import { KindChoice } from './KindChoice.tsx';
import { longestName } from './RenameSegmentDialog.tsx';
import type { SegmentKind } from './segment-looks.ts';
import { useCreateSegment } from './use-create-segment.ts';
import { useFilterNames } from './use-filter-names.ts';
import { useSegmentCount } from './use-segment-count.ts';

/** What becomes a segment: a filter, or a list of backers that only a snapshot can hold. */
export type SegmentSource = { tree: FilterTree } | { target: BackerTarget; count: number };

interface SaveSegmentDialogProps {
  project: Project;
  source: SegmentSource;
  suggestedName?: string;
  /** Chosen at first where both kinds are possible. */
  kind?: SegmentKind;
  onClose: () => void;
}

/** A name, and the segment is there. Says whom it holds before it is made. */
export function SaveSegmentDialog({
  project,
  source,
  suggestedName = '',
  kind: firstKind = 'DYNAMIC',
  onClose,
}: SaveSegmentDialogProps) {
  const [name, setName] = useState(suggestedName);
  const [kind, setKind] = useState<SegmentKind>(firstKind);
  const { make, making, errors } = useCreateSegment(project.id);
  const byFilter = 'tree' in source;

  return (
    <Modal opened onClose={onClose} title="Save as a segment">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void make(
            byFilter
              ? { name: name.trim(), kind, filter: source.tree }
              : { name: name.trim(), kind: 'SNAPSHOT', target: source.target },
          );
        }}
      >
        <Stack gap="lg">
          <FormErrors messages={errors.rest} />
          {byFilter ? (
            <WhoByFilter projectId={project.id} tree={source.tree} />
          ) : (
            <Text size="sm">
              A snapshot of {formatCount(source.count, 'backer')}: exactly these, whatever happens to them.
            </Text>
          )}
          <TextInput
            label="Name"
            placeholder="Wave 2, Germany"
            required
            withAsterisk={false}
            maxLength={longestName}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={errors.of('name')}
            data-autofocus
          />
          {byFilter ? <KindChoice value={kind} onChange={setKind} /> : null}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={making} disabled={!name.trim()}>
              Save the segment
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function WhoByFilter({ projectId, tree }: { projectId: string; tree: FilterTree }) {
  const names = useFilterNames({ projectId }, tree);
  const { count } = useSegmentCount(projectId, tree);
  return (
    <Text size="sm" role="status" style={{ overflowWrap: 'anywhere' }}>
      {count === null ? '' : `${formatCount(count, 'backer')} now. `}
      {filterSentence(tree, names)}.
    </Text>
  );
}
