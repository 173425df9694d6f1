import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconFileTypeCsv, IconFileTypeXls } from '@tabler/icons-react';
import { templateLink } from '../backers/template-link.ts';
import { useProject } from '../projects/project.ts';
import { everyoneToPack } from '../projects/template-target.ts';
import { sizes } from '../theme.ts';
import { formatNumber } from '../ui/format.ts';
import { useTemplateCounts } from './use-template-counts.ts';

/** The Tracking Number Upload Template of everyone there is something to pack for, CSV or Excel. */
export function ExportTemplateMenu() {
  const { id, templateUrl } = useProject();
  const listed = useTemplateCounts(id)?.listed;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="default"
          disabled={listed === 0}
          rightSection={<IconChevronDown size={sizes.icon.medium} stroke={sizes.iconStroke} />}
        >
          Download the template
          {listed ? ` (${formatNumber(listed)})` : ''}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          component="a"
          href={templateLink(templateUrl, 'xlsx', everyoneToPack)}
          download
          leftSection={<IconFileTypeXls size={sizes.icon.medium} stroke={sizes.iconStroke} />}
        >
          Excel (.xlsx), safe for long numbers
        </Menu.Item>
        <Menu.Item
          component="a"
          href={templateLink(templateUrl, 'csv', everyoneToPack)}
          download
          leftSection={<IconFileTypeCsv size={sizes.icon.medium} stroke={sizes.iconStroke} />}
        >
          CSV
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
