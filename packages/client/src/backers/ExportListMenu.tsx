import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { BackerTarget } from '@waybill/schema/backers';
import type { Project } from '../projects/project.ts';
import { sizes } from '../theme.ts';
import { templateDownload } from './template-download.ts';

/** The Tracking Number Upload Template of whom a page lists. */
export function ExportListMenu({ project, target }: { project: Project; target: BackerTarget }) {
  return (
    <Menu position="bottom-end" width={272}>
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={sizes.icon.medium} aria-hidden />}>
          Export template
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Tracking Number Upload Template of what is listed</Menu.Label>
        <Menu.Item component="a" {...templateDownload(project.templateUrl, 'csv', target)}>
          CSV
        </Menu.Item>
        <Menu.Item component="a" {...templateDownload(project.templateUrl, 'xlsx', target)}>
          Excel (xlsx)
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
