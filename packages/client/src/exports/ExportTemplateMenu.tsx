import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconFileTypeCsv, IconFileTypeXls } from '@tabler/icons-react';
import type { BackerTarget } from '@waybill/schema/backers';
import { templateDownload } from '../backers/template-download.ts';
import { everyoneReady } from '../projects/template-target.ts';
import { sizes } from '../theme.ts';
import { formatNumber } from '../ui/format.ts';

interface ExportTemplateMenuProps {
  templateUrl: string;
  /** Whom the template lists; everyone in Start Shipping unless given. */
  target?: BackerTarget;
  /** How many orders that is; the button is off when it is none. */
  count?: number;
  label?: string;
}

/** The Tracking Number Upload Template as a download, CSV or Excel. */
export function ExportTemplateMenu({
  templateUrl,
  target = everyoneReady,
  count,
  label = 'Download the template',
}: ExportTemplateMenuProps) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="default"
          disabled={count === 0}
          rightSection={<IconChevronDown size={sizes.icon.medium} stroke={sizes.iconStroke} />}
        >
          {label}
          {count ? ` (${formatNumber(count)})` : ''}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          component="a"
          {...templateDownload(templateUrl, 'xlsx', target)}
          leftSection={<IconFileTypeXls size={sizes.icon.medium} stroke={sizes.iconStroke} />}
        >
          Excel (.xlsx), safe for long numbers
        </Menu.Item>
        <Menu.Item
          component="a"
          {...templateDownload(templateUrl, 'csv', target)}
          leftSection={<IconFileTypeCsv size={sizes.icon.medium} stroke={sizes.iconStroke} />}
        >
          CSV
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
