import { Button } from '@mantine/core';
import { IconFilterPlus } from '@tabler/icons-react';
import type { OperationDetail } from '@waybill/schema/operations';
import { useState } from 'react';
import { mayWrite, useProject } from '../projects/project.ts';
import { sizes } from '../theme.ts';
import { formatDay } from '../ui/format.ts';
import { operationKindLooks } from '../ui/operation-kind.ts';
import { SaveSegmentDialog } from './SaveSegmentDialog.tsx';

/** Offers whom an operation touched as a segment. */
export function MakeSegmentButton({ operation }: { operation: OperationDetail }) {
  const project = useProject();
  const [saving, setSaving] = useState(false);
  if (!mayWrite(project.creator.role)) return null;
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconFilterPlus size={sizes.icon.medium} stroke={sizes.iconStroke} aria-hidden />}
        onClick={() => setSaving(true)}
      >
        Make a segment of these
      </Button>
      {saving ? (
        <SaveSegmentDialog
          project={project}
          source={{ tree: { field: 'operation', operator: 'IS', value: operation.id } }}
          suggestedName={`${operation.file?.name ?? operationKindLooks[operation.kind].word}, ${formatDay(operation.createdAt)}`}
          onClose={() => setSaving(false)}
        />
      ) : null}
    </>
  );
}
