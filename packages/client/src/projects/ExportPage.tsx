import { Button, Group, Paper, Select, Stack, Text, Title } from '@mantine/core';
import { IconFileTypeCsv, IconFileTypeXls, IconTableExport, type Icon } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { templateLink } from '../backers/template-link.ts';
import { LeftOut } from '../exports/LeftOut.tsx';
import { useTemplateCounts } from '../exports/use-template-counts.ts';
import { usePaths } from '../paths.ts';
import { useSegmentChoices } from '../segments/use-segment-choices.ts';
import { sizes } from '../theme.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { formatCount } from '../ui/format.ts';
import { LinkButton } from '../ui/LinkButton.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { TextLink } from '../ui/TextLink.tsx';
import { useProject } from './project.ts';
import { everyoneToPack } from './template-target.ts';
import classes from './ProjectsPage.module.css';

const formats: readonly { format: 'xlsx' | 'csv'; label: string; icon: Icon }[] = [
  { format: 'xlsx', label: 'Excel', icon: IconFileTypeXls },
  { format: 'csv', label: 'CSV', icon: IconFileTypeCsv },
];

const everyone = 'everyone';

/** The file that goes out to whoever packs: who is ready to ship, or a segment, with empty columns for what comes back. */
export function ExportPage() {
  const project = useProject();
  const paths = usePaths();
  const navigate = useNavigate();
  const { segment: wanted } = useSearch({ from: '/signed-in/$creator/$project/export' });
  const { segments, why } = useSegmentChoices(project.id);
  const counts = useTemplateCounts(project.id);
  const ready = project.progress.byBucket.find((one) => one.bucket === 'START_SHIPPING')?.count ?? 0;
  const segment = segments.find(({ id }) => id === wanted);
  const listed = wanted === undefined ? counts?.listed : segment?.backerCount;
  const target = segment ? { segmentId: segment.id } : everyoneToPack;

  return (
    <div className={classes['page']}>
      <PageHeader
        title="Export"
        description="The file for whoever packs: who is ready to ship, where to, and what. Its last columns are empty, for the tracking numbers that come back."
      />
      <Paper withBorder>
        {ready === 0 && segments.length === 0 ? (
          <EmptyState
            icon={IconTableExport}
            title="Nobody is ready to ship"
            description="The file lists the orders in Start Shipping. Import the latest report of your campaign once surveys are done and addresses are locked."
            action={<LinkButton href={paths.import()}>Import backers</LinkButton>}
          />
        ) : (
          <Stack gap="lg" p="lg">
            <Title order={2}>Tracking Number Upload Template</Title>
            <Select
              label="For"
              description={why}
              maw={480}
              searchable
              allowDeselect={false}
              data={[
                { value: everyone, label: 'Everyone ready to ship' },
                ...segments.map(({ id, name }) => ({ value: id, label: name })),
              ]}
              value={wanted ?? everyone}
              onChange={(id) =>
                void navigate({
                  to: paths.export(),
                  search: id === null || id === everyone ? {} : { segment: id },
                  replace: true,
                })
              }
              nothingFoundMessage="No segment of that name"
            />
            {listed === undefined ? null : (
              <div>
                <Text size="sm" c="dimmed">
                  {segment
                    ? `${formatCount(listed, 'backer')} of the segment, whatever the status of their orders,`
                    : `${formatCount(listed, 'order')} in Start Shipping,`}{' '}
                  one row each: pledge ID, backer number, name, email, address and items, then Tracking
                  Number, Carrier and Tracking URL to fill in.
                </Text>
                {counts && !segment ? <LeftOut held={counts.held} digital={counts.digital} /> : null}
              </div>
            )}
            <Group gap="sm">
              {formats.map(({ format, label, icon: Sign }, index) => (
                <Button
                  key={format}
                  variant={index === 0 ? 'filled' : 'default'}
                  leftSection={<Sign size={sizes.icon.large - 2} stroke={sizes.iconStroke} />}
                  {...(listed
                    ? {
                        component: 'a',
                        href: templateLink(project.templateUrl, format, target),
                        download: true,
                      }
                    : { disabled: true })}
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
