import { useMutation } from '@apollo/client/react';
import { ActionIcon, Button, Group, Menu, Text, Title } from '@mantine/core';
import { IconArchive, IconDotsVertical, IconKey, IconPackageExport } from '@tabler/icons-react';
import { PartnerArchive, type Partner } from '@waybill/schema/project-partners';
import type { ReconciliationCounts } from '@waybill/schema/reconciliation';
import { useState } from 'react';
import { sizes, tone } from '../theme.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { formatCount, formatNumber } from '../ui/format.ts';
import { toastDone, toastFailed, toastUserErrors } from '../ui/toasts.ts';
import classes from './partners.module.css';

interface PartnerCardProps {
  partner: Partner;
  counts: ReconciliationCounts;
  manages: boolean;
  writes: boolean;
  onPush: () => void;
  onTokens: () => void;
  onChanged: () => void;
}

const icon = { size: sizes.icon.medium, stroke: sizes.iconStroke, 'aria-hidden': true } as const;

/** A partner with what it has, and what can be done about it. */
export function PartnerCard({
  partner,
  counts,
  manages,
  writes,
  onPush,
  onTokens,
  onChanged,
}: PartnerCardProps) {
  const [ending, setEnding] = useState(false);
  const [archive, { loading }] = useMutation(PartnerArchive);
  const open = counts.sent + counts.acknowledged;
  const facts = [
    [formatNumber(counts.sent), 'sent'],
    [formatNumber(counts.acknowledged), 'in hand'],
    [formatNumber(counts.shipped + counts.scanned + counts.delivered), 'shipped'],
  ] as const;
  const end = async () => {
    try {
      const { data } = await archive({ variables: { id: partner.id, cancelOpen: counts.sent > 0 } });
      if (toastUserErrors(data?.partnerArchive.userErrors, `${partner.name} is still a partner`)) {
        toastDone(`${partner.name} is archived.`);
        onChanged();
      }
    } catch (error) {
      toastFailed(error, `${partner.name} is still a partner`);
    }
    setEnding(false);
  };
  return (
    <li className={classes['card']}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div>
          <Title order={2} size="h4">
            {partner.name}
          </Title>
          <Text size="sm" c="dimmed">
            {partner.vendor === 'SHIPBOB' ? 'ShipBob, by its API' : 'By Waybill’s API'}
          </Text>
        </div>
        {manages ? (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon variant="subtle" color="gray" aria-label={`More about ${partner.name}`}>
                <IconDotsVertical {...icon} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {partner.vendor === null ? (
                <Menu.Item leftSection={<IconKey {...icon} />} onClick={onTokens}>
                  Tokens…
                </Menu.Item>
              ) : null}
              <Menu.Item
                leftSection={<IconArchive {...icon} />}
                c={tone('attention', 'text')}
                onClick={() => setEnding(true)}
              >
                Archive…
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        ) : null}
      </Group>
      <dl className={classes['facts']}>
        {facts.map(([value, word]) => (
          <div key={word}>
            <dt>{word}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {counts.rejected + counts.still > 0 ? (
        <Text size="sm" c={tone('attention', 'text')} mb="sm">
          {[
            counts.rejected > 0 ? `${formatNumber(counts.rejected)} rejected` : null,
            counts.still > 0 ? `${formatNumber(counts.still)} standing still` : null,
          ]
            .filter(Boolean)
            .join(', ')}
        </Text>
      ) : null}
      <Group gap="xs">
        {writes ? (
          <Button variant="default" leftSection={<IconPackageExport {...icon} />} onClick={onPush}>
            Push orders
          </Button>
        ) : null}
        {manages && partner.vendor === null ? (
          <Button variant="subtle" onClick={onTokens}>
            Tokens
          </Button>
        ) : null}
      </Group>
      <ConfirmDialog
        opened={ending}
        onClose={() => setEnding(false)}
        title={`Archive ${partner.name}?`}
        confirmLabel={`Archive ${partner.name}`}
        onConfirm={end}
        danger
        busy={loading}
      >
        Its tokens stop working, and nothing more can be pushed to it. What it has shipped stays.{' '}
        {open > 0
          ? `It has ${formatCount(open, 'open request')}: those it has not answered are taken back; with orders in hand the archiving is refused.`
          : ''}
      </ConfirmDialog>
    </li>
  );
}
