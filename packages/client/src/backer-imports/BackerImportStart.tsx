import { Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { FileDropzone } from '../operations/FileDropzone.tsx';
import { mayManage, useProject } from '../projects/project.ts';
import { PageHeader } from '../ui/PageHeader.tsx';
import { useStartBackerImport } from './use-backer-import.ts';

/** Where a creator finds the file, system by system. */
const sources = [
  {
    name: 'Kickstarter',
    how: 'Fulfillment → Backer report → Export. With or without survey answers; one row for each backer or for each SKU.',
  },
  {
    name: 'BackerKit',
    how: 'Backers → Export. Any of its layouts: one column for each SKU, one row for each SKU, or a list.',
  },
  {
    name: 'PledgeBox',
    how: 'Orders → Export shipping info, as xlsx or CSV. The PledgeBox ID becomes the pledge ID.',
  },
  { name: 'Gamefound', how: 'Orders → Export, as xlsx or CSV. The order code is kept as the order number.' },
  {
    name: 'Any other',
    how: 'Any table with a name, an email and something to tell backers apart: you say which column is which.',
  },
] as const;

/** The first moment of an import: the file, and where to find it. */
export function BackerImportStart() {
  const project = useProject();
  const { start, starting } = useStartBackerImport();
  const allowed = mayManage(project.creator.role);
  return (
    <>
      <PageHeader
        title="Import backers"
        description="Waybill recognises the file, shows who is new and what would change, and writes nothing until you say so. Importing again later brings backers up to date; all of it can be undone."
      />
      <Stack gap="lg">
        <FileDropzone
          tall
          title="Drop the list of your backers"
          hint="CSV, TSV or Excel (.xlsx), as it was exported."
          choose="Choose a file"
          busy={starting}
          disabled={allowed ? undefined : 'Importing is for owners and managers. Ask one of them.'}
          onFile={(file) => void start(file, {})}
        />
        <section aria-labelledby="import-sources">
          <Title order={2} id="import-sources" mb="sm">
            Where to find the file
          </Title>
          <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="md">
            {sources.map((source) => (
              <Paper key={source.name} withBorder p="md">
                <Title order={3}>{source.name}</Title>
                <Text size="sm" c="dimmed">
                  {source.how}
                </Text>
              </Paper>
            ))}
          </SimpleGrid>
        </section>
      </Stack>
    </>
  );
}
