import { useState } from 'react';
import { Button, Code, Group, Text, Tooltip } from '@mantine/core';
import { useMutation } from '@apollo/client/react';
import { TokenRevoke, type Tokens } from '@waybill/schema/access';
import type { ResultOf } from '@waybill/schema/graphql';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { formatAgo, formatDay, formatMoment } from '../ui/format.ts';
import classes from '../ui/settings-rows.module.css';
import { toastDone, toastFailed, toastUserErrors } from '../ui/toasts.ts';
import { scopeOrder, scopeWords } from './roles.ts';

type Token = NonNullable<ResultOf<typeof Tokens>['creator']>['tokens'][number];

function lifeOf(token: Token): string {
  if (token.revokedAt) return `Revoked ${formatDay(token.revokedAt)}`;
  if (!token.expiresAt) return 'Never expires';
  return `${new Date(token.expiresAt) < new Date() ? 'Expired' : 'Expires'} ${formatAgo(token.expiresAt)}`;
}

/** One token: what it may do, when it was last used, and its end. The secret itself is nowhere to be seen again. */
export function TokenRow({ token }: { token: Token }) {
  const [revoke, { loading }] = useMutation(TokenRevoke);
  const [asking, setAsking] = useState(false);
  const scopes = [...scopeOrder, 'FULFILLMENT' as const].filter((scope) => token.scopes.includes(scope));

  async function end() {
    try {
      const { data } = await revoke({ variables: { id: token.id } });
      if (toastUserErrors(data?.tokenRevoke.userErrors, 'The token still works'))
        toastDone(`${token.name} no longer works.`);
    } catch (error) {
      toastFailed(error, 'The token still works');
    }
    setAsking(false);
  }

  return (
    <li className={classes['row']} data-ended={token.revokedAt ? true : undefined}>
      <div className={classes['words']}>
        <Group gap="xs">
          <Text fw={550} size="sm">
            {token.name}
          </Text>
          <Code>{token.prefix}…</Code>
        </Group>
        <Text size="sm" mt={2}>
          {scopes.map((scope) => scopeWords[scope].word).join(' · ')}
        </Text>
        <Text size="xs" c="dimmed" mt={2}>
          {token.lastUsedAt ? (
            <Tooltip label={formatMoment(token.lastUsedAt)}>
              <span>Last used {formatAgo(token.lastUsedAt)}</span>
            </Tooltip>
          ) : (
            'Never used'
          )}
          {` · ${lifeOf(token)} · made ${formatDay(token.createdAt)}${token.createdBy ? ` by ${token.createdBy.name}` : ''}`}
        </Text>
      </div>
      {token.revokedAt ? null : (
        <div className={classes['tail']}>
          <Button
            variant="default"
            size="compact-sm"
            aria-label={`Revoke ${token.name}`}
            onClick={() => setAsking(true)}
          >
            Revoke
          </Button>
        </div>
      )}
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={`Revoke ${token.name}?`}
        confirmLabel={`Revoke ${token.name}`}
        onConfirm={end}
        danger
        busy={loading}
      >
        Whatever uses it is refused from now on, within a second. A revoked token cannot be brought back; make
        a new one instead.
      </ConfirmDialog>
    </li>
  );
}
