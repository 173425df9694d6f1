import { ActionIcon, Avatar, Text, Tooltip } from '@mantine/core';
import { IconMail, IconTrash } from '@tabler/icons-react';
import { useMutation } from '@apollo/client/react';
import { InvitationRevoke, type Members } from '@waybill/schema/access';
import type { ResultOf } from '@waybill/schema/graphql';
import { sizes } from '../theme.ts';
import { formatAgo } from '../ui/format.ts';
import classes from '../ui/settings-rows.module.css';
import { toastDone, toastFailed, toastUserErrors } from '../ui/toasts.ts';
import { roleWords } from './roles.ts';

type Invitation = NonNullable<NonNullable<ResultOf<typeof Members>['creator']>['invitations']>[number];

/** An invitation that nobody has taken yet. */
export function InvitationRow({ invitation, onChanged }: { invitation: Invitation; onChanged: () => void }) {
  const { id, email, role, expiresAt } = invitation;
  const [revoke, { loading }] = useMutation(InvitationRevoke);

  async function withdraw() {
    try {
      const { data } = await revoke({ variables: { id } });
      if (toastUserErrors(data?.invitationRevoke.userErrors, 'The invitation still stands')) {
        toastDone(`The link for ${email} no longer works.`);
        onChanged();
      }
    } catch (error) {
      toastFailed(error, 'The invitation still stands');
    }
  }

  return (
    <li className={classes['row']}>
      <Avatar radius="xl" color="gray" aria-hidden>
        <IconMail size={sizes.icon.large - 2} stroke={sizes.iconStroke} />
      </Avatar>
      <div className={classes['words']}>
        <Text fw={550} size="sm" truncate>
          {email}
        </Text>
        <Text size="sm" c="dimmed">
          {new Date(expiresAt) < new Date() ? 'Expired' : 'Expires'} {formatAgo(expiresAt)}
        </Text>
      </div>
      <div className={classes['tail']}>
        <Text size="sm" c="dimmed">
          {roleWords[role].word}
        </Text>
        <Tooltip label="Withdraw">
          <ActionIcon
            aria-label={`Withdraw the invitation of ${email}`}
            onClick={() => void withdraw()}
            loading={loading}
          >
            <IconTrash size={sizes.icon.large - 2} stroke={sizes.iconStroke} />
          </ActionIcon>
        </Tooltip>
      </div>
    </li>
  );
}
