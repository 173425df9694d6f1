import { useState } from 'react';
import { Button, Collapse, Group, Paper, Radio, Stack, Text, Title } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { ExportTemplateMenu } from '../exports/ExportTemplateMenu.tsx';
import { FileDropzone } from '../operations/FileDropzone.tsx';
import { mayWrite, useProject } from '../projects/project.ts';
import { sizes } from '../theme.ts';
import { PageHeader } from '../ui/PageHeader.tsx';
import { ExistingTrackingChoice } from './ExistingTrackingChoice.tsx';
import { defaultChoices } from './tracking-choices.ts';
import { useStartTrackingUpload } from './use-tracking-upload.ts';

/** The first moment: the file, or the template to fill in. */
export function TrackingUploadStart() {
  const project = useProject();
  const { start, starting } = useStartTrackingUpload();
  const [choices, setChoices] = useState(defaultChoices);
  const [open, setOpen] = useState(false);
  const ready = project.progress.byBucket.find((one) => one.bucket === 'START_SHIPPING')?.count ?? 0;
  const allowed = mayWrite(project.creator.role);
  return (
    <>
      <PageHeader
        title="Upload tracking"
        description="Waybill reads the file, finds each order, and shows what would happen to every row. Nothing changes until you say so, and all of it can be undone."
      />
      <Stack gap="lg">
        <FileDropzone
          tall
          title="Drop the file with the tracking numbers"
          hint="CSV, TSV or Excel (.xlsx), as it comes from your carrier, packer or shop: any order of columns, any separator, any size up to a million rows."
          choose="Choose a file"
          busy={starting}
          disabled={allowed ? undefined : 'Your role lets you look, not upload. Ask an owner to change it.'}
          onFile={(file) => void start(file, choices)}
        />
        <div>
          <Button
            variant="subtle"
            size="compact-sm"
            aria-expanded={open}
            onClick={() => setOpen(!open)}
            rightSection={
              open ? <IconChevronUp size={sizes.icon.small} /> : <IconChevronDown size={sizes.icon.small} />
            }
          >
            Options
          </Button>
          <Collapse expanded={open}>
            <Paper withBorder p="lg" mt="sm">
              <Group align="flex-start" gap="xl" grow preventGrowOverflow={false}>
                <Radio.Group
                  label="Rows without a tracking number"
                  value={choices.missingTracking ?? 'ASK'}
                  onChange={(value) =>
                    setChoices({ ...choices, missingTracking: value === 'ASK' ? null : value })
                  }
                >
                  <Stack gap="xs" mt="xs">
                    <Radio value="ASK" label="Ask me, when there are any" />
                    <Radio value="SKIP" label="Skip them" />
                    <Radio value="MARK_FULFILLED" label="Mark as Fulfilled without a number" />
                  </Stack>
                </Radio.Group>
                <ExistingTrackingChoice
                  label="Orders that have another number already"
                  value={choices.existingTracking}
                  onChange={(existingTracking) => setChoices({ ...choices, existingTracking })}
                />
              </Group>
              <Text size="xs" c="dimmed" mt="md">
                Orders not in Start Shipping are skipped. Forcing them is offered in the preview, once their
                number is known.
              </Text>
            </Paper>
          </Collapse>
        </div>
        <Paper withBorder p="lg">
          <Group justify="space-between" gap="md">
            <div>
              <Title order={2} size="h3">
                No file yet?
              </Title>
              <Text size="sm" c="dimmed" maw={560}>
                {ready > 0
                  ? 'Hand out the template: who is ready to ship, with empty columns for tracking number, carrier and link.'
                  : 'The template lists everyone in Start Shipping; nobody is there now.'}
              </Text>
            </div>
            <ExportTemplateMenu />
          </Group>
        </Paper>
      </Stack>
    </>
  );
}
