import { useMutation } from '@apollo/client/react';
import { ActionIcon, Button, Checkbox, Group, Menu, Text, Title } from '@mantine/core';
import { IconArchive, IconDotsVertical, IconKey, IconPackageExport } from '@tabler/icons-react';
import { PartnerArchive, type Partner } from '@waybill/schema/project-partners';
import type { ReconciliationCounts } from '@waybill/schema/reconciliation';
import { useState } from 'react';
import { sizes, tone } from '../theme.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { formatCount, formatNumber } from '../ui/format.ts';
import { toastDone, toastFailed, toastUserErrors } from '../ui/toasts.ts';
import { vendorNames } from './partner-looks.ts';
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
  const [all, setAll] = useState(false);
  const [archive, { loading }] = useMutation(PartnerArchive);
  const facts = [
    [formatNumber(counts.sent), 'sent'],
    [formatNumber(counts.acknowledged), 'in hand'],
    [formatNumber(counts.shipped + counts.scanned + counts.delivered), 'shipped'],
  ] as const;
  const end = async () => {
    try {
      const { data } = await archive({ variables: { id: partner.id, cancelOpen: true, cancelInHand: all } });
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
            {partner.vendor ? `${vendorNames[partner.vendor]}, by its API` : 'By Waybill’s API'}
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
                onClick={() => {
                  setAll(false);
                  setEnding(true);
                }}
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
        <Text>
          Its tokens stop working, and nothing more can be pushed to it. What it has shipped stays.
          {counts.sent > 0
            ? ` ${formatCount(counts.sent, 'request')} that it has not answered ${counts.sent === 1 ? 'is' : 'are'} taken back.`
            : ''}
        </Text>
        {counts.acknowledged + counts.shipped + counts.scanned > 0 ? (
          <Checkbox
            mt="md"
            checked={all}
            onChange={(event) => setAll(event.currentTarget.checked)}
            label="Also take back what it has in hand or has shipped in part"
            description="Without this, the archiving is refused while there is any. It may be packed already and go out twice: talk to the partner first."
          />
        ) : null}
      </ConfirmDialog>
    </li>
  );
}
