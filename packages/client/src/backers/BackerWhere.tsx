import { ActionIcon, Alert, Anchor, Button, CopyButton, Group, Text, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy, IconTruckDelivery } from '@tabler/icons-react';
import type { BackerDetail } from '@waybill/schema/backers';
import { useState } from 'react';
import { sizes } from '../theme.ts';
import { formatDay, formatMoment } from '../ui/format.ts';
import { addressLines } from './address-lines.ts';
import { AddressVersionsDialog } from './AddressVersionsDialog.tsx';
import { useBackerActions } from './backer-actions.ts';
import classes from './BackerWhere.module.css';
import { Section } from './Section.tsx';

function Copy({ value, label }: { value: string; label: string }) {
  return (
    <CopyButton value={value}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? 'Copied' : label}>
          <ActionIcon size="sm" aria-label={label} onClick={copy}>
            {copied ? <IconCheck size={sizes.icon.small} /> : <IconCopy size={sizes.icon.small} />}
          </ActionIcon>
        </Tooltip>
      )}
    </CopyButton>
  );
}

/** Whether the packers were given an address that has changed since. */
function isOutdated({ addressVersion, addressExportedVersion }: BackerDetail): boolean {
  return addressExportedVersion !== null && addressExportedVersion !== addressVersion;
}

/** Who the backer is and where the parcel goes, and which address the packers were given. */
export function BackerWhere({ backer, editable }: { backer: BackerDetail; editable: boolean }) {
  const act = useBackerActions();
  const [versions, setVersions] = useState(false);
  const below = addressLines(backer.address);
  const lines = below.length > 0 ? [backer.name, ...below] : [];
  const leftAt = backer.addressExportedAt;
  const keys = [
    ['Backer number', backer.number === null ? null : String(backer.number)],
    ['Pledge ID', backer.pledgeId],
    ['Backer UID', backer.backerUid],
    ['Order number', backer.orderNumber],
    ['Phone', backer.address?.phone ?? null],
    ['Pledged', backer.pledgedAt ? formatDay(backer.pledgedAt) : null],
  ] as const;
  return (
    <Section
      title="Who and where"
      action={
        editable ? (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => act({ kind: 'edit', backerId: backer.id })}
          >
            Edit
          </Button>
        ) : null
      }
    >
      <Group gap={4} wrap="nowrap">
        <Anchor href={`mailto:${backer.email}`} size="sm" truncate>
          {backer.email || 'No email'}
        </Anchor>
        {backer.email ? <Copy value={backer.email} label="Copy email" /> : null}
      </Group>
      <Group align="flex-start" justify="space-between" wrap="nowrap" mt="sm">
        {lines.length === 0 ? (
          <Text size="sm" c="dimmed">
            No address is known yet.
          </Text>
        ) : (
          <address className={classes['address']}>
            {lines.map((line, index) => (
              <div key={`${index} ${line}`}>{line}</div>
            ))}
          </address>
        )}
        {lines.length > 0 ? <Copy value={lines.join('\n')} label="Copy address" /> : null}
      </Group>
      {leftAt && isOutdated(backer) ? (
        <Alert
          mt="sm"
          color="yellow"
          variant="light"
          icon={<IconTruckDelivery size={sizes.icon.medium} stroke={sizes.iconStroke} aria-hidden />}
          title="Your packer may have another address"
        >
          Version {backer.addressExportedVersion} went out in the export of {formatDay(leftAt)}; this is
          version {backer.addressVersion}. Tell your packer, or export this backer again.
        </Alert>
      ) : null}
      <Group gap="xs" mt="xs">
        {leftAt && !isOutdated(backer) ? (
          <Text size="xs" c="dimmed">
            Went out in the export of{' '}
            <time dateTime={leftAt} title={formatMoment(leftAt)}>
              {formatDay(leftAt)}
            </time>
            .
          </Text>
        ) : null}
        {backer.addressVersion > 1 || leftAt ? (
          <Button size="compact-xs" variant="subtle" ml={-8} onClick={() => setVersions(true)}>
            {backer.addressVersion > 1 ? `All ${backer.addressVersion} versions` : 'Versions'}
          </Button>
        ) : null}
      </Group>
      {versions ? <AddressVersionsDialog backer={backer} onClose={() => setVersions(false)} /> : null}
      <dl className={classes['keys']}>
        {keys.map(([label, value]) =>
          value ? (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ) : null,
        )}
      </dl>
    </Section>
  );
}
