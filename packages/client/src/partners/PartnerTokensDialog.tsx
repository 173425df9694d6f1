import { useMutation, useQuery } from '@apollo/client/react';
import { Button, Code, Divider, Group, Modal, Skeleton, Stack, Text } from '@mantine/core';
import { TokenRevoke } from '@waybill/schema/access';
import { PartnerById, type Partner, type PartnerToken } from '@waybill/schema/project-partners';
import { useState } from 'react';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { ErrorState } from '../ui/ErrorState.tsx';
import { formatAgo, formatDay } from '../ui/format.ts';
import { toastDone, toastFailed, toastUserErrors } from '../ui/toasts.ts';
import { PartnerTokenForm } from './PartnerTokenForm.tsx';

/** The keys a partner signs in with: what each is for, when it was last used, its end, and a new one. */
export function PartnerTokensDialog({ partner, onClose }: { partner: Partner; onClose: () => void }) {
  const { data, error, refetch } = useQuery(PartnerById, {
    variables: { projectId: partner.projectId, id: partner.id },
    fetchPolicy: 'cache-and-network',
  });
  const tokens = data?.project?.partner?.tokens.filter((token) => !token.revokedAt);
  const reread = () => void refetch().catch(() => undefined);
  return (
    <Modal opened onClose={onClose} title={`Tokens of ${partner.name}`}>
      <Stack gap="md">
        <Text size="sm">
          With one of these {partner.name} sees the requests you push to it, and nothing else of yours.
        </Text>
        {!tokens && error ? (
          <ErrorState compact error={error} title="The tokens could not be read" onRetry={reread} />
        ) : null}
        {!tokens && !error ? <Skeleton height={56} /> : null}
        {tokens?.length === 0 ? (
          <Text size="sm" c="dimmed">
            No token yet.
          </Text>
        ) : null}
        {tokens?.map((token) => (
          <Token key={token.id} token={token} onEnded={reread} />
        ))}
        <Divider />
        <PartnerTokenForm partnerId={partner.id} onMade={reread} />
      </Stack>
    </Modal>
  );
}

function Token({ token, onEnded }: { token: PartnerToken; onEnded: () => void }) {
  const [asking, setAsking] = useState(false);
  const [revoke, { loading }] = useMutation(TokenRevoke);
  const end = async () => {
    try {
      const { data } = await revoke({ variables: { id: token.id } });
      if (toastUserErrors(data?.tokenRevoke.userErrors, 'The token still works'))
        toastDone(`${token.name} no longer works.`);
      onEnded();
    } catch (error) {
      toastFailed(error, 'The token still works');
    }
    setAsking(false);
  };
  return (
    <Group justify="space-between" wrap="nowrap" gap="sm">
      <div>
        <Group gap="xs">
          <Text size="sm" fw={550}>
            {token.name}
          </Text>
          <Code>{token.prefix}…</Code>
        </Group>
        <Text size="xs" c="dimmed">
          {token.lastUsedAt ? `Last used ${formatAgo(token.lastUsedAt)}` : 'Never used'}
          {` · made ${formatDay(token.createdAt)} · `}
          {token.expiresAt ? `expires ${formatDay(token.expiresAt)}` : 'never expires'}
        </Text>
      </div>
      <Button
        variant="default"
        size="compact-sm"
        aria-label={`Revoke ${token.name}`}
        onClick={() => setAsking(true)}
      >
        Revoke
      </Button>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={`Revoke ${token.name}?`}
        confirmLabel={`Revoke ${token.name}`}
        onConfirm={end}
        danger
        busy={loading}
      >
        Whatever uses it is refused within a second. What the partner has in hand stays there; with another
        token it can go on.
      </ConfirmDialog>
    </Group>
  );
}
