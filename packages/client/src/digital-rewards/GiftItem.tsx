import { useLazyQuery, useMutation } from '@apollo/client/react';
import { Anchor, Button, CopyButton, Group, Text } from '@mantine/core';
import { DigitalCodeRevoke, DigitalCodes, type DigitalGift } from '@waybill/schema/digital-rewards';
import { useState } from 'react';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { formatAgo, formatMoment } from '../ui/format.ts';
import { toastDone, toastFailed, toastUserErrors } from '../ui/toasts.ts';
import classes from './BackerGifts.module.css';

interface GiftItemProps {
  gift: DigitalGift;
  backerId: string;
  writable: boolean;
}

/** One code or link of a backer. It is read from the server only when somebody wants to see it. */
export function GiftItem({ gift, backerId, writable }: GiftItemProps) {
  const [code, setCode] = useState<string | null>(null);
  const [revoking, setRevoking] = useState(false);
  const [read, { loading: reading }] = useLazyQuery(DigitalCodes, { fetchPolicy: 'no-cache' });
  const [revoke, { loading }] = useMutation(DigitalCodeRevoke);
  const { reward, revokedAt } = gift;
  const thing = gift.isLink ? 'link' : 'code';

  const show = async () => {
    try {
      const { data, error } = await read({ variables: { backerId } });
      if (error) return toastFailed(error, `The ${thing} could not be read`);
      const found = data?.backer?.digitalRewards.find(({ id }) => id === gift.id)?.code;
      if (found) setCode(found);
      else
        toastFailed(
          new Error(
            'It was encrypted with a secret that this Waybill no longer has. Put the secret back from a backup.',
          ),
          `The ${thing} cannot be read`,
        );
    } catch (error) {
      toastFailed(error, `The ${thing} could not be read`);
    }
  };
  const end = async () => {
    try {
      const { data } = await revoke({ variables: { id: gift.id } });
      if (toastUserErrors(data?.digitalCodeRevoke.userErrors, `The ${thing} could not be revoked`))
        toastDone(`The ${thing} is revoked, and is never given to anybody else.`);
    } catch (error) {
      toastFailed(error);
    }
    setRevoking(false);
  };

  return (
    <li className={classes['gift']} data-revoked={revokedAt ? true : undefined}>
      <Text size="sm" fw={550} className={classes['name']}>
        {reward.name}
      </Text>
      <Text size="xs" c="dimmed">
        Given{' '}
        <time dateTime={gift.givenAt} title={formatMoment(gift.givenAt)}>
          {formatAgo(gift.givenAt)}
        </time>
        {revokedAt
          ? `, revoked ${formatAgo(revokedAt)}${gift.revokedBy ? ` by ${gift.revokedBy}` : ''}`
          : gift.notifiedAt
            ? `, mailed ${formatAgo(gift.notifiedAt)}`
            : ', not mailed'}
      </Text>
      {code === null ? null : gift.isLink && !revokedAt ? (
        <Anchor href={code} target="_blank" rel="noopener noreferrer" className={classes['code']}>
          {code}
        </Anchor>
      ) : (
        <code className={classes['code']} tabIndex={0}>
          {code}
        </code>
      )}
      <Group gap={4} mt={4} ml={-8}>
        {code === null ? (
          <Button
            size="compact-xs"
            variant="subtle"
            loading={reading}
            aria-label={`Show the ${thing} of ${reward.name}`}
            onClick={() => void show()}
          >
            Show the {thing}
          </Button>
        ) : (
          <>
            <CopyButton value={code} timeout={2500}>
              {({ copied, copy }) => (
                <Button size="compact-xs" variant="subtle" onClick={copy}>
                  {copied ? 'Copied' : 'Copy'}
                </Button>
              )}
            </CopyButton>
            <Button size="compact-xs" variant="subtle" onClick={() => setCode(null)}>
              Hide
            </Button>
          </>
        )}
        {writable && !revokedAt ? (
          <Button
            size="compact-xs"
            variant="subtle"
            color="red"
            aria-label={`Revoke ${reward.name}`}
            onClick={() => setRevoking(true)}
          >
            Revoke
          </Button>
        ) : null}
      </Group>
      <ConfirmDialog
        opened={revoking}
        onClose={() => setRevoking(false)}
        title={`Revoke ${reward.name}?`}
        confirmLabel={`Revoke this ${thing}`}
        onConfirm={end}
        busy={loading}
        danger
      >
        {gift.reward.kind === 'SHARED'
          ? `The backer no longer sees the ${thing}. Others keep it, and a mail that has gone out stays out.`
          : `The backer no longer sees the ${thing}, and nobody else ever gets it. Where it was issued it still works, until you end it there too. This cannot be undone; give another one instead.`}
      </ConfirmDialog>
    </li>
  );
}
