import { ActionIcon, Menu } from '@mantine/core';
import {
  IconDots,
  IconFilterEdit,
  IconPencil,
  IconRefresh,
  IconSnowflake,
  IconSun,
  IconTrash,
  IconUsers,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { SegmentItem } from '@waybill/schema/segments';
import { useState } from 'react';
import menuClasses from '../backers/BackerMenu.module.css';
import { usePaths } from '../paths.ts';
import { mayWrite, useProject } from '../projects/project.ts';
import { sizes, tone } from '../theme.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { RenameSegmentDialog } from './RenameSegmentDialog.tsx';
import { useSegmentActions } from './use-segment-actions.ts';

interface SegmentMenuProps {
  segment: SegmentItem;
  /** Left out on the segment's own page. */
  withOpen?: boolean;
  onDeleted?: () => void;
}

/** What can be done with a segment itself; what cannot stays in its place and says why. */
export function SegmentMenu({ segment, withOpen, onDeleted }: SegmentMenuProps) {
  const paths = usePaths();
  const writes = mayWrite(useProject().creator.role);
  const act = useSegmentActions();
  const [dialog, setDialog] = useState<'rename' | 'delete' | null>(null);
  const icon = { size: sizes.icon.medium, stroke: sizes.iconStroke, 'aria-hidden': true } as const;
  const frozen = segment.kind === 'SNAPSHOT';
  const listOnly = frozen && segment.filter === null;

  if (!writes && !withOpen) return null;
  return (
    <>
      <Menu position="bottom-end" width={272}>
        <Menu.Target>
          <ActionIcon
            variant={withOpen ? 'subtle' : 'default'}
            aria-label={`Actions for the segment ${segment.name}`}
          >
            <IconDots {...icon} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {withOpen ? (
            <Menu.Item component={Link} to={paths.segment(segment.id)} leftSection={<IconUsers {...icon} />}>
              Open
            </Menu.Item>
          ) : null}
          {writes ? (
            <>
              {withOpen && !frozen ? (
                <Menu.Item
                  component={Link}
                  to={paths.segmentEdit(segment.id)}
                  leftSection={<IconFilterEdit {...icon} />}
                >
                  Edit the filter
                </Menu.Item>
              ) : null}
              <Menu.Item leftSection={<IconPencil {...icon} />} onClick={() => setDialog('rename')}>
                Rename…
              </Menu.Item>
              {frozen ? (
                <>
                  <Menu.Item
                    leftSection={<IconRefresh {...icon} />}
                    disabled={listOnly}
                    onClick={() => void act.refresh(segment)}
                  >
                    Refresh the list
                    <span className={menuClasses['why']}>
                      {listOnly
                        ? 'It has a list alone: no filter can renew it.'
                        : 'Whom its filter fits now, kept again.'}
                    </span>
                  </Menu.Item>
                  <Menu.Item leftSection={<IconSun {...icon} />} onClick={() => void act.thaw(segment)}>
                    Thaw
                    <span className={menuClasses['why']}>
                      {listOnly
                        ? 'Its list becomes a filter by backer number.'
                        : 'It follows its filter again.'}
                    </span>
                  </Menu.Item>
                </>
              ) : (
                <Menu.Item leftSection={<IconSnowflake {...icon} />} onClick={() => void act.freeze(segment)}>
                  Freeze
                  <span className={menuClasses['why']}>Keeps exactly the backers of this moment.</span>
                </Menu.Item>
              )}
              <Menu.Divider />
              <Menu.Item
                c={tone('attention')}
                leftSection={<IconTrash {...icon} />}
                onClick={() => setDialog('delete')}
              >
                Delete…
              </Menu.Item>
            </>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      {dialog === 'rename' ? <RenameSegmentDialog segment={segment} onClose={() => setDialog(null)} /> : null}
      <ConfirmDialog
        opened={dialog === 'delete'}
        onClose={() => setDialog(null)}
        title={`Delete “${segment.name}”?`}
        confirmLabel="Delete the segment"
        onConfirm={async () => {
          const gone = await act.remove(segment);
          setDialog(null);
          if (gone) onDeleted?.();
        }}
        danger
        busy={act.removing}
      >
        Its backers stay as they are, and operations that ran on it keep their lists. Only the name and the
        filter go.
      </ConfirmDialog>
    </>
  );
}
