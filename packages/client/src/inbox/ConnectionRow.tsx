import { useState } from 'react';
import { ActionIcon, Button, CopyButton, Group, Menu, Text, Tooltip } from '@mantine/core';
import {
  IconAlertTriangle,
  IconBan,
  IconCheck,
  IconCopy,
  IconDots,
  IconListCheck,
  IconPencil,
} from '@tabler/icons-react';
import { useMutation } from '@apollo/client/react';
import { VendorConnectionDisable, type ConnectionItem } from '@waybill/schema/inbox';
import { sizes, tone } from '../theme.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { formatAgo, formatCount, formatDay, formatMoment } from '../ui/format.ts';
import { toastDone, toastFailed, toastUserErrors } from '../ui/toasts.ts';
import { ConnectionEditDialog } from './ConnectionEditDialog.tsx';
import classes from './ConnectionRow.module.css';
import { StepsDialog } from './StepsDialog.tsx';
import { vendorWords } from './vendor-words.ts';

type Asking = 'disable' | 'edit' | 'steps' | null;

/** One connection: who sends, when something last came, what was refused, and its address to copy. */
export function ConnectionRow({ connection }: { connection: ConnectionItem }) {
  const { id, name, vendor, url, disabledAt, lastReceivedAt, refused, lastRefusal, lastRefusedAt } =
    connection;
  const [disable, { loading }] = useMutation(VendorConnectionDisable);
  const [asking, setAsking] = useState<Asking>(null);
  const { title } = vendorWords[vendor];

  async function end() {
    const failure = 'The connection still works';
    try {
      const { data } = await disable({ variables: { id } });
      if (toastUserErrors(data?.vendorConnectionDisable.userErrors, failure))
        toastDone(`Nothing comes in by ${name} any more.`);
    } catch (error) {
      toastFailed(error, failure);
    }
    setAsking(null);
  }

  return (
    <li className={classes['row']} data-ended={disabledAt ? true : undefined}>
      <div className={classes['words']}>
        <Text fw={550} size="sm" className={classes['name']}>
          {name}
        </Text>
        <Text size="sm" c="dimmed">
          {title}
          {' · '}
          {disabledAt ? (
            `disabled ${formatDay(disabledAt)}`
          ) : lastReceivedAt ? (
            <Tooltip label={formatMoment(lastReceivedAt)}>
              <time dateTime={lastReceivedAt}>last delivery {formatAgo(lastReceivedAt)}</time>
            </Tooltip>
          ) : (
            'nothing has come in yet'
          )}
        </Text>
        {refused > 0 && !disabledAt ? (
          <Text size="xs" mt={4} c={tone('attention', 'text')} className={classes['refused']}>
            <IconAlertTriangle size={sizes.icon.small} aria-hidden />
            <span>
              {formatCount(refused, 'delivery', 'deliveries')} refused
              {lastRefusedAt ? `, last ${formatAgo(lastRefusedAt)}` : ''}. {lastRefusal}
            </span>
          </Text>
        ) : null}
      </div>
      {disabledAt ? null : (
        <Group gap="xs" className={classes['tail']} wrap="nowrap">
          {url ? (
            <CopyButton value={url} timeout={2500}>
              {({ copied, copy }) => (
                <Button
                  variant="default"
                  size="compact-sm"
                  onClick={copy}
                  aria-label={copied ? `Copied address of ${name}` : `Copy address of ${name}`}
                  leftSection={
                    copied ? <IconCheck size={sizes.icon.small} /> : <IconCopy size={sizes.icon.small} />
                  }
                >
                  {copied ? 'Copied' : 'Copy address'}
                </Button>
              )}
            </CopyButton>
          ) : null}
          <Menu position="bottom-end" withinPortal>
            <Menu.Target>
              <ActionIcon variant="subtle" color="gray" aria-label={`More about ${name}`}>
                <IconDots size={sizes.icon.medium} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item
                leftSection={<IconListCheck size={sizes.icon.medium} />}
                onClick={() => setAsking('steps')}
              >
                How to connect {title}
              </Menu.Item>
              <Menu.Item
                leftSection={<IconPencil size={sizes.icon.medium} />}
                onClick={() => setAsking('edit')}
              >
                Change name or secret
              </Menu.Item>
              <Menu.Item
                color="red"
                leftSection={<IconBan size={sizes.icon.medium} />}
                onClick={() => setAsking('disable')}
              >
                Disable
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </Group>
      )}
      <ConfirmDialog
        opened={asking === 'disable'}
        onClose={() => setAsking(null)}
        title={`Disable ${name}?`}
        confirmLabel={`Disable ${name}`}
        onConfirm={end}
        danger
        busy={loading}
      >
        Its address stops working at once and for good, and {title} will report errors until you remove it
        there. What has come in stays.
      </ConfirmDialog>
      {asking === 'edit' ? (
        <ConnectionEditDialog connection={connection} onClose={() => setAsking(null)} />
      ) : null}
      {asking === 'steps' ? <StepsDialog connection={connection} onClose={() => setAsking(null)} /> : null}
    </li>
  );
}
