import { useFragment } from '@apollo/client/react';
import { useParams } from '@tanstack/react-router';
import { BackerRow } from '@waybill/schema/backers';
import { usePaths } from '../paths.ts';
import { PageHeader } from '../ui/PageHeader.tsx';
import { TextLink } from '../ui/TextLink.tsx';
import { BackerActions } from './BackerActions.tsx';
import { BackerView } from './BackerView.tsx';

/** One backer on a page of its own. */
export function BackerPage() {
  const { backerId } = useParams({ from: '/signed-in/$creator/$project/backers/$backerId' });
  const paths = usePaths();
  const { data } = useFragment({
    fragment: BackerRow,
    fragmentName: 'BackerRow',
    from: { __typename: 'Backer', id: backerId },
  });
  const number = data.number ?? null;
  return (
    <BackerActions>
      <PageHeader
        title={data.name ?? 'Backer'}
        description={
          <>
            <TextLink href={paths.backers()} size="sm" underline="always">
              Backers
            </TextLink>
            {number === null ? '' : ` · number ${number}`}
          </>
        }
      />
      <BackerView key={backerId} backerId={backerId} />
    </BackerActions>
  );
}
