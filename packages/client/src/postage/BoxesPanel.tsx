import { useMutation, useQuery } from '@apollo/client/react';
import { ActionIcon, Button, Group, Paper, Text, Title } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconBox, IconPlus } from '@tabler/icons-react';
import {
  ParcelPresetDelete,
  ParcelPresetReorder,
  Postage,
  type ParcelPresetItem,
} from '@waybill/schema/postage';
import { ProjectSegments } from '@waybill/schema/segments';
import { useState } from 'react';
import { sizes } from '../theme.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { toastDone, toastFailed, toastUserErrors } from '../ui/toasts.ts';
import { BoxDialog } from './BoxDialog.tsx';
import { formatBox, formatBoxInches, formatOunces, formatWeight } from './measures.ts';
import classes from './postage.module.css';

interface BoxesPanelProps {
  projectId: string;
  presets: readonly ParcelPresetItem[];
  writable: boolean;
  onAdd: () => void;
}

/** The boxes in their order: an order goes into the first that fits. */
export function BoxesPanel({ projectId, presets, writable, onAdd }: BoxesPanelProps) {
  const [editing, setEditing] = useState<ParcelPresetItem | null>(null);
  const [deleting, setDeleting] = useState<ParcelPresetItem | null>(null);
  const [remove, { loading: removing }] = useMutation(ParcelPresetDelete, { refetchQueries: [Postage] });
  const [reorder, { loading: moving }] = useMutation(ParcelPresetReorder, { refetchQueries: [Postage] });
  const { data } = useQuery(ProjectSegments, { variables: { projectId } });
  const segmentName = (id: string) =>
    data?.project?.segments.find((segment) => segment.id === id)?.name ?? 'a segment';

  const move = async (at: number, by: 1 | -1) => {
    const ids = presets.map(({ id }) => id);
    const [moved] = ids.splice(at, 1);
    if (moved === undefined) return;
    ids.splice(at + by, 0, moved);
    try {
      const answer = await reorder({ variables: { projectId, ids } });
      toastUserErrors(answer.data?.parcelPresetReorder.userErrors, 'Not moved');
    } catch (error) {
      toastFailed(error, 'Not moved');
    }
  };
  const submitDelete = async (preset: ParcelPresetItem) => {
    try {
      const answer = await remove({ variables: { id: preset.id } });
      if (toastUserErrors(answer.data?.parcelPresetDelete.userErrors, 'Not deleted'))
        toastDone(`The box “${preset.name}” is gone`);
    } catch (error) {
      toastFailed(error, 'Not deleted');
    }
    setDeleting(null);
  };
  const fits = ({ skus, segmentId }: ParcelPresetItem) =>
    [
      skus.length > 0 ? `Orders of ${skus.join(', ')} only` : null,
      segmentId ? `Backers of “${segmentName(segmentId)}” only` : null,
    ]
      .filter(Boolean)
      .join(' · ') || 'Any order';

  return (
    <Paper withBorder component="section" aria-labelledby="boxes-title" style={{ overflow: 'hidden' }}>
      <Group justify="space-between" p="lg" pb="sm" wrap="nowrap" align="flex-start">
        <div>
          <Title order={2} id="boxes-title">
            Boxes
          </Title>
          <Text size="sm" c="dimmed">
            An order goes into the first box of this list that fits it.
          </Text>
        </div>
        {writable && presets.length > 0 ? (
          <Button
            flex="none"
            leftSection={<IconPlus size={sizes.icon.medium} stroke={sizes.iconStroke} aria-hidden />}
            onClick={onAdd}
          >
            Add a box
          </Button>
        ) : null}
      </Group>
      {presets.length === 0 ? (
        <EmptyState
          compact
          icon={IconBox}
          title="No box yet"
          description="Carriers price by size and weight. Measure the packed parcel once; it serves every order that fits."
          action={writable ? <Button onClick={onAdd}>Add a box</Button> : null}
        />
      ) : (
        <ol className={classes['list']} aria-label="Boxes in their order">
          {presets.map((preset, at) => (
            <li key={preset.id} className={classes['box']}>
              <span className={classes['place']}>{at + 1}</span>
              <div className={classes['words']}>
                <Text fw={600} className={classes['name']}>
                  {preset.name}
                </Text>
                <Text size="sm">
                  {formatBox(preset)} · {formatWeight(preset.weightG)}{' '}
                  <Text span size="xs" c="dimmed">
                    {formatBoxInches(preset)} · {formatOunces(preset.weightG)}
                  </Text>
                </Text>
                <Text size="xs" c="dimmed" className={classes['name']}>
                  {fits(preset)}
                </Text>
              </div>
              {writable ? (
                <Group gap={4} wrap="nowrap" className={classes['boxButtons']}>
                  <ActionIcon
                    aria-label={`Move ${preset.name} up`}
                    disabled={at === 0 || moving}
                    onClick={() => void move(at, -1)}
                  >
                    <IconArrowUp size={sizes.icon.medium} stroke={sizes.iconStroke} aria-hidden />
                  </ActionIcon>
                  <ActionIcon
                    aria-label={`Move ${preset.name} down`}
                    disabled={at === presets.length - 1 || moving}
                    onClick={() => void move(at, 1)}
                  >
                    <IconArrowDown size={sizes.icon.medium} stroke={sizes.iconStroke} aria-hidden />
                  </ActionIcon>
                  <Button
                    variant="subtle"
                    size="compact-sm"
                    onClick={() => setEditing(preset)}
                    aria-label={`Edit ${preset.name}`}
                  >
                    Edit
                  </Button>
                  <Button
                    variant="subtle"
                    color="red"
                    size="compact-sm"
                    onClick={() => setDeleting(preset)}
                    aria-label={`Delete ${preset.name}`}
                  >
                    Delete
                  </Button>
                </Group>
              ) : null}
            </li>
          ))}
        </ol>
      )}
      {editing ? (
        <BoxDialog key={editing.id} projectId={projectId} preset={editing} onClose={() => setEditing(null)} />
      ) : null}
      <ConfirmDialog
        opened={deleting !== null}
        onClose={() => setDeleting(null)}
        title={`Delete “${deleting?.name ?? ''}”?`}
        confirmLabel="Delete the box"
        onConfirm={() => (deleting ? submitDelete(deleting) : undefined)}
        danger
        busy={removing}
      >
        Labels that were bought for it stay as they are. From now on nothing goes into it.
      </ConfirmDialog>
    </Paper>
  );
}
