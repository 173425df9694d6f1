import { useState } from 'react';
import { Button, Group, Modal, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@apollo/client/react';
import { InvitationCreate } from '@waybill/schema/access';
import { CopyField } from '../ui/CopyField.tsx';
import { FormErrors } from '../ui/FormErrors.tsx';
import { formatDay } from '../ui/format.ts';
import { useUserErrors } from '../ui/useUserErrors.ts';
import { roleWords, type Role } from './roles.ts';

interface InviteDialogProps {
  creatorId: string;
  roles: readonly Role[];
  onClose: () => void;
  onInvited: () => void;
}

/** Asks whom and as what, then shows the link to hand over: it is answered this once. */
export function InviteDialog({ creatorId, roles, onClose, onInvited }: InviteDialogProps) {
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('FULFILLER');
  const [invite, { data, loading }] = useMutation(InvitationCreate);
  const errors = useUserErrors(['email', 'role']);
  const made = data?.invitationCreate.invitation;

  async function submit() {
    try {
      const { data: answer } = await invite({
        variables: { creatorId, input: { email: email.trim(), role } },
      });
      if (errors.take(answer?.invitationCreate.userErrors)) onInvited();
    } catch (error) {
      errors.fail(error);
    }
  }

  if (made?.url) {
    return (
      <Modal opened onClose={onClose} title={`Hand this link to ${made.email}`}>
        <Stack gap="md">
          <Text size="sm">
            It lets one person join as {roleWords[made.role].word}, until {formatDay(made.expiresAt)}. It is
            shown this once; if it gets lost, withdraw the invitation and make another.
          </Text>
          <CopyField label="Invitation link" value={made.url} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Done
            </Button>
          </Group>
        </Stack>
      </Modal>
    );
  }

  return (
    <Modal opened onClose={onClose} title="Invite someone">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack gap="lg">
          <FormErrors messages={errors.rest} />
          <TextInput
            label="Email"
            type="email"
            required
            withAsterisk={false}
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
            error={errors.of('email')}
            data-autofocus
          />
          <Radio.Group
            label="Role"
            value={role}
            onChange={(value) => setRole(value)}
            error={errors.of('role')}
          >
            <Stack gap="sm" mt="xs">
              {roles.map((one) => (
                <Radio key={one} value={one} label={roleWords[one].word} description={roleWords[one].may} />
              ))}
            </Stack>
          </Radio.Group>
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={loading}>
              Make the link
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
