import { useFragment } from '@apollo/client/react';
import { BackerRow } from '@waybill/schema/backers';
import { useState, type ReactNode } from 'react';
import { BackerActionsContext, type BackerAction } from './backer-actions.ts';
import { SendRewardDialog } from '../digital-rewards/SendRewardDialog.tsx';
import { BuyLabelsDialog } from '../postage/BuyLabelsDialog.tsx';
import { useProject } from '../projects/project.ts';
import { HoldDialog } from '../segment-actions/HoldDialog.tsx';
import { ReleaseDialog } from '../segment-actions/ReleaseDialog.tsx';
import { SegmentActionDialog } from '../segment-actions/SegmentActionDialog.tsx';
import { TagsDialog } from '../segment-actions/TagsDialog.tsx';
import { AddShipmentDialog } from './AddShipmentDialog.tsx';
import { EditDialog } from './EditDialog.tsx';
import { ForceOneDialog } from './ForceOneDialog.tsx';
import { MarkFulfilledDialog } from './MarkFulfilledDialog.tsx';
import { RevertDialog } from './RevertDialog.tsx';

/** The dialogs about one backer, opened from wherever on the page: a row's menu, the aside, the backer's own page. */
export function BackerActions({ children }: { children: ReactNode }) {
  const [action, setAction] = useState<BackerAction | null>(null);
  const close = () => setAction(null);
  return (
    <BackerActionsContext value={setAction}>
      {children}
      {action ? <Dialog key={`${action.kind} ${action.backerId}`} action={action} onClose={close} /> : null}
    </BackerActionsContext>
  );
}

function Dialog({ action, onClose }: { action: BackerAction; onClose: () => void }) {
  const project = useProject();
  const { data: backer, complete } = useFragment({
    fragment: BackerRow,
    fragmentName: 'BackerRow',
    from: { __typename: 'Backer', id: action.backerId },
  });
  if (!complete) return null;
  if (action.kind === 'mark') return <MarkFulfilledDialog backer={backer} onClose={onClose} />;
  if (action.kind === 'force') return <ForceOneDialog backer={backer} onClose={onClose} />;
  if (action.kind === 'parcel') return <AddShipmentDialog backer={backer} onClose={onClose} />;
  if (action.kind === 'lock')
    return (
      <SegmentActionDialog
        project={project}
        target={{ backerIds: [backer.id] }}
        action="LOCK_ADDRESSES"
        onClose={onClose}
      />
    );
  if (action.kind === 'hold') return <HoldDialog backer={backer} onClose={onClose} />;
  if (action.kind === 'release') return <ReleaseDialog backer={backer} onClose={onClose} />;
  if (action.kind === 'tags') return <TagsDialog backer={backer} onClose={onClose} />;
  if (action.kind === 'reward')
    return <SendRewardDialog target={{ backerIds: [backer.id] }} count={1} onClose={onClose} />;
  if (action.kind === 'label')
    return <BuyLabelsDialog target={{ backerIds: [backer.id] }} count={1} onClose={onClose} />;
  if (action.kind === 'edit') return <EditDialog backerId={backer.id} name={backer.name} onClose={onClose} />;
  return <RevertDialog backer={backer} onClose={onClose} />;
}
