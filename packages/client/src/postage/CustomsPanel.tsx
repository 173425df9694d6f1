import { Paper, Stack, Text, Title } from '@mantine/core';
import type { CustomsItemDetail, PostageSettingsDetail } from '@waybill/schema/postage';
import { formatCount } from '../ui/format.ts';
import { CustomsDefaultsForm } from './CustomsDefaultsForm.tsx';
import { CustomsRow } from './CustomsRow.tsx';
import classes from './postage.module.css';

interface CustomsPanelProps {
  projectId: string;
  settings: PostageSettingsDetail;
  items: readonly CustomsItemDetail[];
  writable: boolean;
}

/** What customs want to know: of each item, and of every declaration. */
export function CustomsPanel({ projectId, settings, items, writable }: CustomsPanelProps) {
  const lacking = items.filter(({ missing }) => missing.length > 0).length;
  return (
    <Stack gap="md">
      <Paper withBorder component="section" aria-labelledby="customs-items" style={{ overflow: 'hidden' }}>
        <div className={classes['panelHead']}>
          <Title order={2} id="customs-items">
            Items
          </Title>
          <Text size="sm" c="dimmed" role="status">
            {items.length === 0
              ? 'No order of this project holds a physical item with a SKU.'
              : lacking === 0
                ? 'All there: every item may pass customs.'
                : `${formatCount(lacking, 'item lacks', 'items lack')} something. Parcels abroad that hold one are refused until it is filled in.`}
          </Text>
        </div>
        {items.length > 0 ? (
          <div role="table" aria-label="Customs data of the items">
            <div role="rowgroup">
              <div role="row" className={classes['customsHead']}>
                {['Item', 'What it is', 'HS code', 'Made in', 'Value of one', 'Weight of one'].map((word) => (
                  <span key={word} role="columnheader">
                    {word}
                  </span>
                ))}
                <span role="columnheader">
                  <span className="wb-sr-only">Saved</span>
                </span>
              </div>
            </div>
            <div role="rowgroup">
              {items.map((item) => (
                <CustomsRow key={item.sku} projectId={projectId} item={item} writable={writable} />
              ))}
            </div>
          </div>
        ) : null}
      </Paper>
      <CustomsDefaultsForm
        key={JSON.stringify(settings.customs)}
        projectId={projectId}
        customs={settings.customs}
        readOnly={!writable}
      />
    </Stack>
  );
}
