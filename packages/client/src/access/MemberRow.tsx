import { useState } from 'react';
import { ActionIcon, Avatar, Badge, Group, Select, Text, Tooltip } from '@mantine/core';
import { IconUserMinus } from '@tabler/icons-react';
import { useMutation } from '@apollo/client/react';
import { MemberRemove, MemberUpdate, type Members } from '@waybill/schema/access';
import type { ResultOf } from '@waybill/schema/graphql';
import { sizes } from '../theme.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { formatDay } from '../ui/format.ts';
import classes from '../ui/settings-rows.module.css';
import { toastDone, toastFailed, toastUserErrors } from '../ui/toasts.ts';
import { roleWords, type Role } from './roles.ts';

type Member = NonNullable<ResultOf<typeof Members>['creator']>['members'][number];

interface MemberRowProps {
  member: Member;
  isSelf: boolean;
  /** The roles the viewer may hand out; a member above them is shown, not changed. */
  assignable: readonly Role[];
  onChanged: () => void;
}

/** One member: who, since when, as what; with the right to it, another role or the way out. */
export function MemberRow({ member, isSelf, assignable, onChanged }: MemberRowProps) {
  const { user, role } = member;
  const [update, { loading: updating }] = useMutation(MemberUpdate);
  const [remove, { loading: removing }] = useMutation(MemberRemove);
  const [asking, setAsking] = useState(false);
  const [wanted, setWanted] = useState<Role | null>(null);
  const changeable = assignable.includes(role) && !isSelf;

  async function changeRole(next: Role) {
    setWanted(next);
    try {
      const { data } = await update({ variables: { id: member.id, input: { role: next } } });
      if (toastUserErrors(data?.memberUpdate.userErrors, 'The role stays as it was')) {
        toastDone(`${user.name} is ${roleWords[next].word} now.`);
      } else onChanged();
    } catch (error) {
      toastFailed(error, 'The role stays as it was');
    }
    setWanted(null);
  }

  async function takeOut() {
    try {
      const { data } = await remove({ variables: { id: member.id } });
      if (toastUserErrors(data?.memberRemove.userErrors, `${user.name} is still a member`)) {
        toastDone(`${user.name} is no longer a member.`);
        onChanged();
      }
    } catch (error) {
      toastFailed(error, `${user.name} is still a member`);
    }
    setAsking(false);
  }

  return (
    <li className={classes['row']}>
      <Avatar name={user.name} color="accent" radius="xl" aria-hidden />
      <div className={classes['words']}>
        <Group gap="xs">
          <Text fw={550} size="sm">
            {user.name}
          </Text>
          {isSelf ? (
            <Badge variant="light" color="gray" tt="none" size="sm" radius="sm">
              You
            </Badge>
          ) : null}
        </Group>
        <Text size="sm" c="dimmed" truncate>
          {user.email} · since {formatDay(member.createdAt)}
        </Text>
      </div>
      <div className={classes['tail']}>
        {changeable ? (
          <Select
            aria-label={`Role of ${user.name}`}
            w={152}
            size="sm"
            allowDeselect={false}
            disabled={updating}
            value={wanted ?? role}
            data={assignable.map((value) => ({ value, label: roleWords[value].word }))}
            onChange={(next) => next && next !== role && void changeRole(next)}
            comboboxProps={{ width: 320, position: 'bottom-end' }}
            renderOption={({ option }) => (
              <div>
                <Text size="sm" fw={550}>
                  {option.label}
                </Text>
                <Text size="xs" c="dimmed">
                  {roleWords[option.value].may}
                </Text>
              </div>
            )}
          />
        ) : (
          <Tooltip label={roleWords[role].may} multiline maw={280}>
            <Text size="sm" c="dimmed" tabIndex={0}>
              {roleWords[role].word}
            </Text>
          </Tooltip>
        )}
        {changeable ? (
          <Tooltip label="Remove">
            <ActionIcon aria-label={`Remove ${user.name}`} onClick={() => setAsking(true)}>
              <IconUserMinus size={sizes.icon.large - 2} stroke={sizes.iconStroke} />
            </ActionIcon>
          </Tooltip>
        ) : null}
      </div>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={`Remove ${user.name}?`}
        confirmLabel={`Remove ${user.name}`}
        onConfirm={takeOut}
        danger
        busy={removing}
      >
        Their open pages stop within a second. What they did stays in the history, and they can be invited
        again.
      </ConfirmDialog>
    </li>
  );
}
