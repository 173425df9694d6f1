import { useMutation } from '@apollo/client/react';
import { ActionIcon, Button, Menu, Text } from '@mantine/core';
import {
  IconBolt,
  IconCircleCheck,
  IconDotsVertical,
  IconDownload,
  IconUpload,
  IconX,
} from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { SegmentActionRun } from '@waybill/schema/backers';
import { useState } from 'react';
import { usePaths } from '../paths.ts';
import type { Project } from '../projects/project.ts';
import { sizes } from '../theme.ts';
import { formatCount, formatNumber } from '../ui/format.ts';
import { toastFailed, toastUserErrors } from '../ui/toasts.ts';
import type { BackerSearch } from './backer-search.ts';
import { ForceManyDialog } from './ForceManyDialog.tsx';
import { forceable, leftAlone } from './order-actions.ts';
import classes from './SelectionBar.module.css';
import { selectedCount, targetOf, type Selection } from './selection.ts';
import { templateLink } from './template-link.ts';
import { UploadForTheseDialog } from './UploadForTheseDialog.tsx';
import { useTargetCounts } from './use-target-counts.ts';

interface SelectionBarProps {
  project: Project;
  search: BackerSearch;
  selection: Selection;
  total: number | null;
  onSelectAll: () => void;
  onClear: () => void;
}

/** What can be done with the ticked backers; what is left alone, and why, stands behind a dot. */
export function SelectionBar({ project, search, selection, total, onSelectAll, onClear }: SelectionBarProps) {
  const paths = usePaths();
  const navigate = useNavigate();
  const [dialog, setDialog] = useState<'force' | 'upload' | null>(null);
  const [run, { loading }] = useMutation(SegmentActionRun);
  const counts = useTargetCounts(project.id, search, selection, total);
  const target = targetOf(selection, search);
  const count = selectedCount(selection, total ?? 0);
  const ready = counts?.ready ?? null;
  const forced = counts ? forceable(counts) : 0;
  const rest = counts ? leftAlone(counts, formatNumber) : [];
  const icon = { size: sizes.icon.medium, stroke: sizes.iconStroke, 'aria-hidden': true } as const;
  const exportLink = (format: 'csv' | 'xlsx') => templateLink(project.templateUrl, format, target);

  const preview = async () => {
    try {
      const { data } = await run({
        variables: { projectId: project.id, input: { target, action: 'MARK_FULFILLED' } },
      });
      const payload = data?.segmentActionRun;
      if (!toastUserErrors(payload?.userErrors, 'The orders could not be prepared')) return;
      if (payload?.operation) void navigate({ to: paths.operation(payload.operation.id) });
    } catch (error) {
      toastFailed(error);
    }
  };

  return (
    <>
      <div className={classes['space']} />
      <section aria-label="Selected backers" className={classes['bar']}>
        <div className={classes['who']}>
          <ActionIcon aria-label="Clear the selection" onClick={onClear}>
            <IconX {...icon} />
          </ActionIcon>
          <Text size="sm" fw={600} role="status">
            {formatCount(count, 'backer')} selected
          </Text>
          {!selection.all && total !== null && total > count ? (
            <Button variant="subtle" size="compact-sm" onClick={onSelectAll}>
              Select all {formatNumber(total)} that match
            </Button>
          ) : null}
        </div>
        <div className={classes['actions']}>
          {rest.length > 0 ? (
            <Text size="xs" c="dimmed" className={classes['rest']}>
              · {rest.join(', ')}
            </Text>
          ) : null}
          <Button
            leftSection={<IconCircleCheck {...icon} />}
            onClick={() => void preview()}
            loading={loading}
            disabled={ready === null || ready === 0}
          >
            {ready === null
              ? 'Mark as Fulfilled'
              : ready === 0
                ? 'None can be marked'
                : `Mark ${formatNumber(ready)} as Fulfilled`}
          </Button>
          <Menu position="top-end" width={288}>
            <Menu.Target>
              <Button variant="default" leftSection={<IconDownload {...icon} />} visibleFrom="sm">
                Export template
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Label>Tracking Number Upload Template for {formatCount(count, 'backer')}</Menu.Label>
              <Menu.Item component="a" href={exportLink('csv')} download>
                CSV
              </Menu.Item>
              <Menu.Item component="a" href={exportLink('xlsx')} download>
                Excel (xlsx)
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
          <Menu position="top-end" width={304}>
            <Menu.Target>
              <ActionIcon variant="default" size={36} aria-label="More actions for the selected backers">
                <IconDotsVertical {...icon} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconUpload {...icon} />} onClick={() => setDialog('upload')}>
                Upload tracking numbers for these…
              </Menu.Item>
              <Menu.Item
                component="a"
                href={exportLink('csv')}
                download
                leftSection={<IconDownload {...icon} />}
                hiddenFrom="sm"
              >
                Export template, CSV
              </Menu.Item>
              <Menu.Item
                component="a"
                href={exportLink('xlsx')}
                download
                leftSection={<IconDownload {...icon} />}
                hiddenFrom="sm"
              >
                Export template, Excel
              </Menu.Item>
              <Menu.Divider />
              <Menu.Item
                c="error"
                leftSection={<IconBolt {...icon} />}
                disabled={forced === 0}
                onClick={() => setDialog('force')}
              >
                Force Mark as Fulfilled…
                <span className={classes['note']}>
                  {forced === 0
                    ? 'Every one of these is fulfilled or canceled.'
                    : `${formatCount(forced, 'order')}, whatever their status. Wants a reason.`}
                </span>
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </div>
      </section>
      {dialog === 'force' ? (
        <ForceManyDialog project={project} target={target} count={forced} onClose={() => setDialog(null)} />
      ) : null}
      {dialog === 'upload' ? (
        <UploadForTheseDialog
          project={project}
          target={target}
          count={count}
          onClose={() => setDialog(null)}
        />
      ) : null}
    </>
  );
}
