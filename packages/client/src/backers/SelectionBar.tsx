import { ActionIcon, Button, Menu, Text } from '@mantine/core';
import {
  IconCircleCheck,
  IconDotsVertical,
  IconDownload,
  IconGift,
  IconFilterPlus,
  IconUpload,
  IconX,
} from '@tabler/icons-react';
import type { SegmentAction } from '@waybill/schema/segment-actions';
import { useState } from 'react';
import { SendNotificationsItem } from '../notifications/SendNotificationsItem.tsx';
import { SendRewardDialog } from '../digital-rewards/SendRewardDialog.tsx';
import { PushDialog } from '../partners/PushDialog.tsx';
import { PushItem } from '../partners/PushItem.tsx';
import { BuyLabelsDialog } from '../postage/BuyLabelsDialog.tsx';
import { BuyLabelsItem } from '../postage/BuyLabelsItem.tsx';
import type { Project } from '../projects/project.ts';
import { sizes } from '../theme.ts';
import { SegmentActionDialog } from '../segment-actions/SegmentActionDialog.tsx';
import { SegmentActionItems } from '../segment-actions/SegmentActionItems.tsx';
import { SaveSegmentDialog } from '../segments/SaveSegmentDialog.tsx';
import { treeOfSearch } from '../segments/tree-of-search.ts';
import { formatCount, formatNumber } from '../ui/format.ts';
import type { BackerSearch } from './backer-search.ts';
import { leftAlone } from './order-actions.ts';
import classes from './SelectionBar.module.css';
import { selectedCount, targetOf, type Selection } from './selection.ts';
import { templateDownload } from './template-download.ts';
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

const MARK_HAS_ITS_BUTTON: readonly SegmentAction[] = ['MARK_FULFILLED'];

/** What can be done with the ticked backers; what is left alone, and why, stands behind a dot. */
export function SelectionBar({ project, search, selection, total, onSelectAll, onClear }: SelectionBarProps) {
  const [dialog, setDialog] = useState<
    SegmentAction | 'upload' | 'segment' | 'reward' | 'labels' | 'push' | null
  >(null);
  const [open, setOpen] = useState(false);
  const counts = useTargetCounts(project.id, search, selection, total);
  const target = targetOf(selection, search);
  const count = selectedCount(selection, total ?? 0);
  const ready = counts?.ready ?? null;
  const rest = counts ? leftAlone(counts, formatNumber) : [];
  const icon = { size: sizes.icon.medium, stroke: sizes.iconStroke, 'aria-hidden': true } as const;
  const exported = (format: 'csv' | 'xlsx') => templateDownload(project.templateUrl, format, target);

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
            onClick={() => setDialog('MARK_FULFILLED')}
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
              <Menu.Item component="a" {...exported('csv')}>
                CSV
              </Menu.Item>
              <Menu.Item component="a" {...exported('xlsx')}>
                Excel (xlsx)
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
          <Menu position="top-end" width={304} opened={open} onChange={setOpen}>
            <Menu.Target>
              <ActionIcon variant="default" size={36} aria-label="More actions for the selected backers">
                <IconDotsVertical {...icon} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconUpload {...icon} />} onClick={() => setDialog('upload')}>
                Upload tracking numbers for these…
              </Menu.Item>
              <BuyLabelsItem onChoose={() => setDialog('labels')} />
              <PushItem onChoose={() => setDialog('push')} />
              <Menu.Item leftSection={<IconGift {...icon} />} onClick={() => setDialog('reward')}>
                Send digital reward…
              </Menu.Item>
              <Menu.Item leftSection={<IconFilterPlus {...icon} />} onClick={() => setDialog('segment')}>
                Save as a segment…
              </Menu.Item>
              <Menu.Item
                component="a"
                {...exported('csv')}
                leftSection={<IconDownload {...icon} />}
                hiddenFrom="sm"
              >
                Export template, CSV
              </Menu.Item>
              <Menu.Item
                component="a"
                {...exported('xlsx')}
                leftSection={<IconDownload {...icon} />}
                hiddenFrom="sm"
              >
                Export template, Excel
              </Menu.Item>
              <Menu.Divider />
              <SegmentActionItems
                project={project}
                target={target}
                open={open}
                without={MARK_HAS_ITS_BUTTON}
                onChoose={setDialog}
              />
              <Menu.Divider />
              <SendNotificationsItem target={target} />
            </Menu.Dropdown>
          </Menu>
        </div>
      </section>
      {dialog === 'upload' ? (
        <UploadForTheseDialog
          project={project}
          target={target}
          count={count}
          onClose={() => setDialog(null)}
        />
      ) : dialog === 'segment' ? (
        <SaveSegmentDialog
          project={project}
          source={
            selection.all && selection.except.size === 0 ? { tree: treeOfSearch(search) } : { target, count }
          }
          onClose={() => setDialog(null)}
        />
      ) : dialog === 'labels' ? (
        <BuyLabelsDialog target={target} count={count} onClose={() => setDialog(null)} />
      ) : dialog === 'push' ? (
        <PushDialog target={target} count={count} onClose={() => setDialog(null)} />
      ) : dialog === 'reward' ? (
        <SendRewardDialog target={target} count={count} onClose={() => setDialog(null)} />
      ) : dialog ? (
        <SegmentActionDialog
          project={project}
          target={target}
          action={dialog}
          onClose={() => setDialog(null)}
        />
      ) : null}
    </>
  );
}
