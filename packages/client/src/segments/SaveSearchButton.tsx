import { Button } from '@mantine/core';
import { IconFilterPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { BackerSearch } from '../backers/backer-search.ts';
import { mayWrite, type Project } from '../projects/project.ts';
import { sizes } from '../theme.ts';
import { SaveSegmentDialog } from './SaveSegmentDialog.tsx';
import { treeOfSearch } from './tree-of-search.ts';

/** Makes a segment of what the report is narrowed to. */
export function SaveSearchButton({ project, search }: { project: Project; search: BackerSearch }) {
  const [saving, setSaving] = useState(false);
  if (!mayWrite(project.creator.role)) return null;
  return (
    <>
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconFilterPlus size={sizes.icon.small} aria-hidden />}
        onClick={() => setSaving(true)}
      >
        Save as segment
      </Button>
      {saving ? (
        <SaveSegmentDialog
          project={project}
          source={{ tree: treeOfSearch(search) }}
          onClose={() => setSaving(false)}
        />
      ) : null}
    </>
  );
}
