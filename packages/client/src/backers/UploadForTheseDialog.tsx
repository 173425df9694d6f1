import { Button, Group, List, Modal, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { BackerTarget } from '@waybill/schema/backers';
import { usePaths } from '../paths.ts';
import type { Project } from '../projects/project.ts';
import { sizes } from '../theme.ts';
import { formatCount } from '../ui/format.ts';
import { LinkButton } from '../ui/LinkButton.tsx';
import { templateDownload } from './template-download.ts';

interface UploadForTheseDialogProps {
  project: Project;
  target: BackerTarget;
  count: number;
  onClose: () => void;
}

/** The way of the file for the ticked backers: out as a template, back as an upload. */
export function UploadForTheseDialog({ project, target, count, onClose }: UploadForTheseDialogProps) {
  const paths = usePaths();
  const icon = <IconDownload size={sizes.icon.medium} aria-hidden />;
  return (
    <Modal opened onClose={onClose} title={`Tracking numbers for ${formatCount(count, 'backer')}`}>
      <Stack gap="md">
        <List type="ordered" size="sm" spacing="xs">
          <List.Item>Download the template: it lists exactly these backers.</List.Item>
          <List.Item>Fill in tracking number, and carrier and URL where you have them.</List.Item>
          <List.Item>Upload the file. You see what it would change before anything does.</List.Item>
        </List>
        <Text size="sm" c="dimmed">
          Have a file already? It may be in any layout; go straight to the upload.
        </Text>
        <Group gap="xs">
          <Button
            component="a"
            variant="default"
            leftSection={icon}
            {...templateDownload(project.templateUrl, 'csv', target)}
          >
            Template, CSV
          </Button>
          <Button
            component="a"
            variant="default"
            leftSection={icon}
            {...templateDownload(project.templateUrl, 'xlsx', target)}
          >
            Template, Excel
          </Button>
        </Group>
        <Group justify="flex-end">
          <LinkButton href={paths.upload()}>Go to the upload</LinkButton>
        </Group>
      </Stack>
    </Modal>
  );
}
