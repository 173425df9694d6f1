import { useState } from 'react';
import { Button, Paper, Stack, Title } from '@mantine/core';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { skipToken, useQuery } from '@apollo/client/react';
import { Tokens } from '@waybill/schema/access';
import { sizes } from '../theme.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ManagersOnly } from '../ui/ManagersOnly.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import classes from '../ui/settings-rows.module.css';
import { TokenDialog } from './TokenDialog.tsx';
import { TokenRow } from './TokenRow.tsx';
import { useViewerAt } from './viewer.ts';

/** The tokens that scripts sign in with: make one, see when each was last used, revoke it. */
export function TokensPage() {
  const { creator: slug } = useParams({ from: '/signed-in/$creator/settings/tokens' });
  const { manages } = useViewerAt(slug);
  const { data, dataState, error, refetch } = useQuery(Tokens, manages ? { variables: { slug } } : skipToken);
  const [making, setMaking] = useState(false);
  const creator = dataState === 'complete' ? data.creator : undefined;
  const current = creator?.tokens.filter((token) => !token.revokedAt) ?? [];
  const revoked = creator?.tokens.filter((token) => token.revokedAt) ?? [];
  const makeButton = (
    <Button leftSection={<IconPlus size={sizes.icon.medium} />} onClick={() => setMaking(true)}>
      New token
    </Button>
  );

  return (
    <div className={classes['page']}>
      <PageHeader
        title="API tokens"
        description="A script signs in with a token instead of a password, and may do only what the token’s scopes say."
        actions={creator && current.length > 0 ? makeButton : null}
      />
      <ManagersOnly
        manages={manages}
        refusal={{
          icon: IconKey,
          title: 'Tokens are for owners and managers',
          description: 'Ask one of them for a token, or for their role.',
        }}
        read={creator}
        error={error}
        failure="The tokens could not be read"
        onRetry={() => void refetch()}
        rows={3}
      >
        <Stack gap="xl">
          <Paper withBorder>
            {current.length > 0 ? (
              <ul className={classes['list']} aria-label="Tokens">
                {current.map((token) => (
                  <TokenRow key={token.id} token={token} />
                ))}
              </ul>
            ) : (
              <EmptyState
                icon={IconKey}
                title="No token yet"
                description="Make one for the script that uploads tracking numbers or reads the report."
                action={makeButton}
              />
            )}
          </Paper>
          {revoked.length > 0 ? (
            <section aria-labelledby="revoked-tokens">
              <Title order={2} id="revoked-tokens" mb="sm">
                Revoked
              </Title>
              <Paper withBorder>
                <ul className={classes['list']} aria-label="Revoked tokens">
                  {revoked.map((token) => (
                    <TokenRow key={token.id} token={token} />
                  ))}
                </ul>
              </Paper>
            </section>
          ) : null}
        </Stack>
      </ManagersOnly>
      {making && creator ? (
        <TokenDialog creatorId={creator.id} onClose={() => setMaking(false)} onMade={() => void refetch()} />
      ) : null}
    </div>
  );
}
