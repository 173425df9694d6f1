import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import type { BackerTarget } from '@waybill/schema/backers';
import type { SegmentAction } from '@waybill/schema/segment-actions';
import { useState, type ReactNode } from 'react';
import { mayWrite, type Project } from '../projects/project.ts';
import { sizes } from '../theme.ts';
import { SegmentActionDialog } from './SegmentActionDialog.tsx';
import { SegmentActionItems } from './SegmentActionItems.tsx';

interface SegmentActionMenuProps {
  project: Project;
  /** Whom the actions are for, as a bulk call names them. */
  target: BackerTarget;
  /** How many that is; null until it is known. */
  total: number | null;
  /** Further entries, below the actions: `Menu.Item`s. */
  children?: ReactNode;
}

/**
 * The actions on many backers behind one button: each shows first what it would do, by outcome, then runs as an
 * operation with its progress, its report and its undo. Nothing for who may only look.
 */
export function SegmentActionMenu({ project, target, total, children }: SegmentActionMenuProps) {
  const [open, setOpen] = useState(false);
  const [action, setAction] = useState<SegmentAction | null>(null);
  if (!mayWrite(project.creator.role)) return null;
  return (
    <>
      <Menu position="bottom-end" width={304} opened={open} onChange={setOpen}>
        <Menu.Target>
          <Button
            rightSection={<IconChevronDown size={sizes.icon.medium} stroke={sizes.iconStroke} aria-hidden />}
            disabled={total === 0}
          >
            Actions
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <SegmentActionItems project={project} target={target} open={open} onChoose={setAction} />
          {children ? (
            <>
              <Menu.Divider />
              {children}
            </>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      {action ? (
        <SegmentActionDialog
          key={action}
          project={project}
          target={target}
          action={action}
          onClose={() => setAction(null)}
        />
      ) : null}
    </>
  );
}
