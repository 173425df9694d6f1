import { useState } from 'react';
import { Button, Paper, Stack, Title } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { useQuery } from '@apollo/client/react';
import { Members } from '@waybill/schema/access';
import { sizes } from '../theme.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorState } from '../ui/ErrorState.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import classes from '../ui/settings-rows.module.css';
import { SkeletonRows } from '../ui/Skeletons.tsx';
import { useDelayed } from '../ui/useDelayed.ts';
import { InvitationRow } from './InvitationRow.tsx';
import { InviteDialog } from './InviteDialog.tsx';
import { MemberRow } from './MemberRow.tsx';
import { assignableRoles } from './roles.ts';
import { useViewerAt } from './viewer.ts';

/** The people of a creator, and the invitations that are open. */
export function MembersPage() {
  const { creator: slug } = useParams({ from: '/signed-in/$creator/settings/members' });
  const { viewer, creator: own, manages } = useViewerAt(slug);
  const { data, dataState, error, refetch } = useQuery(Members, {
    variables: { slug, manages: manages === true },
  });
  const [inviting, setInviting] = useState(false);
  const creator = dataState === 'complete' ? data.creator : undefined;
  const waiting = useDelayed(creator === undefined && !error);

  return (
    <div className={classes['page']}>
      <PageHeader
        title="Members"
        description={
          creator
            ? `Who works on ${creator.name}, and what each may do.`
            : 'Who works here, and what each may do.'
        }
        actions={
          manages && creator ? (
            <Button leftSection={<IconUserPlus size={sizes.icon.medium} />} onClick={() => setInviting(true)}>
              Invite someone
            </Button>
          ) : null
        }
      />
      {error && !creator ? (
        <ErrorState error={error} title="The members could not be read" onRetry={() => void refetch()} />
      ) : null}
      {waiting ? (
        <Paper withBorder px="lg">
          <SkeletonRows rows={3} height={72} />
        </Paper>
      ) : null}
      {creator ? (
        <Stack gap="xl">
          <Paper withBorder component="ul" className={classes['list']} aria-label="Members">
            {creator.members.map((member) => (
              <MemberRow
                key={member.id}
                member={member}
                isSelf={member.user.id === viewer?.user?.id}
                assignable={assignableRoles(own?.role)}
                onChanged={() => void refetch()}
              />
            ))}
          </Paper>
          {manages ? (
            <section aria-labelledby="open-invitations">
              <Title order={2} id="open-invitations" mb="sm">
                Open invitations
              </Title>
              {creator.invitations?.length ? (
                <Paper withBorder component="ul" className={classes['list']} aria-label="Open invitations">
                  {creator.invitations.map((invitation) => (
                    <InvitationRow
                      key={invitation.id}
                      invitation={invitation}
                      onChanged={() => void refetch()}
                    />
                  ))}
                </Paper>
              ) : (
                <Paper withBorder>
                  <EmptyState
                    compact
                    icon={IconUserPlus}
                    title="No invitation is open"
                    description="Invite a packer as Fulfiller or a friend as Viewer; you get a link to hand over."
                  />
                </Paper>
              )}
            </section>
          ) : null}
        </Stack>
      ) : null}
      {inviting && creator ? (
        <InviteDialog
          creatorId={creator.id}
          roles={assignableRoles(own?.role)}
          onClose={() => setInviting(false)}
          onInvited={() => void refetch()}
        />
      ) : null}
    </div>
  );
}
