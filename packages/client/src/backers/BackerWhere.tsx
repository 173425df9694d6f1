import { ActionIcon, Anchor, CopyButton, Group, Text, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import type { BackerDetail } from '@waybill/schema/backers';
import { sizes } from '../theme.ts';
import { countryName } from '../ui/country.ts';
import { formatDay } from '../ui/format.ts';
import classes from './BackerWhere.module.css';
import { Section } from './Section.tsx';

/** The address as lines, as it would stand on a parcel. */
function addressLines({ name, address }: BackerDetail): string[] {
  if (!address) return [];
  const town = [address.city, address.state, address.postalCode].filter(Boolean).join(', ');
  const country = address.countryName ?? (address.country ? countryName(address.country) : null);
  const lines = [address.line1, address.line2, town, country].filter((line): line is string => Boolean(line));
  return lines.length > 0 ? [name, ...lines] : [];
}

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

/** Who the backer is and where the parcel goes. */
export function BackerWhere({ backer }: { backer: BackerDetail }) {
  const lines = addressLines(backer);
  const keys = [
    ['Backer number', backer.number === null ? null : String(backer.number)],
    ['Pledge ID', backer.pledgeId],
    ['Backer UID', backer.backerUid],
    ['Order number', backer.orderNumber],
    ['Phone', backer.address?.phone ?? null],
    ['Pledged', backer.pledgedAt ? formatDay(backer.pledgedAt) : null],
  ] as const;
  return (
    <Section title="Who and where">
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
