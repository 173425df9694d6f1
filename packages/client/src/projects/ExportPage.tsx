import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconFileTypeCsv, IconFileTypeXls, IconTableExport, type Icon } from '@tabler/icons-react';
import { templateLink } from '../backers/template-link.ts';
import { usePaths } from '../paths.ts';
import { sizes } from '../theme.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { formatCount } from '../ui/format.ts';
import { LinkButton } from '../ui/LinkButton.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { TextLink } from '../ui/TextLink.tsx';
import { useProject } from './project.ts';
import { everyoneReady } from './template-target.ts';
import classes from './ProjectsPage.module.css';

const formats: readonly { format: 'xlsx' | 'csv'; label: string; icon: Icon }[] = [
  { format: 'xlsx', label: 'Excel', icon: IconFileTypeXls },
  { format: 'csv', label: 'CSV', icon: IconFileTypeCsv },
];

/** The file that goes out to whoever packs: everyone in Start Shipping, with empty columns for what comes back. */
export function ExportPage() {
  const project = useProject();
  const paths = usePaths();
  const ready = project.progress.byBucket.find((one) => one.bucket === 'START_SHIPPING')?.count ?? 0;

  return (
    <div className={classes['page']}>
      <PageHeader
        title="Export"
        description="The file for whoever packs: who is ready to ship, where to, and what. Its last columns are empty, for the tracking numbers that come back."
      />
      <Paper withBorder>
        {ready === 0 ? (
          <EmptyState
            icon={IconTableExport}
            title="Nobody is ready to ship"
            description="The file lists the orders in Start Shipping. Import the latest report of your campaign once surveys are done and addresses are locked."
            action={<LinkButton href={paths.import()}>Import backers</LinkButton>}
          />
        ) : (
          <Stack gap="lg" p="lg">
            <div>
              <Title order={2}>Tracking Number Upload Template</Title>
              <Text size="sm" c="dimmed" mt={4}>
                {formatCount(ready, 'order')} in Start Shipping, one row each: pledge ID, backer number, name,
                email, address and items, then Tracking Number, Carrier and Tracking URL to fill in.
              </Text>
            </div>
            <Group gap="sm">
              {formats.map(({ format, label, icon: Sign }, index) => (
                <Button
                  key={format}
                  component="a"
                  href={templateLink(project.templateUrl, format, everyoneReady)}
                  download
                  variant={index === 0 ? 'filled' : 'default'}
                  leftSection={<Sign size={sizes.icon.large - 2} stroke={sizes.iconStroke} />}
                >
                  Download {label}
                </Button>
              ))}
            </Group>
            <Text size="sm" c="dimmed" maw={640}>
              Excel is the safer of the two: its cells are text, so a spreadsheet cannot round a tracking
              number. For some of the backers only, choose them in the{' '}
              <TextLink href={paths.backers()} inherit underline="always">
                backer report
              </TextLink>
              .
            </Text>
          </Stack>
        )}
      </Paper>
    </div>
  );
}
