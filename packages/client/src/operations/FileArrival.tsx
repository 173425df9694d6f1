import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import type { OperationDetail } from '@waybill/schema/operations';
import { formatBytes, formatCount, formatNumber } from '../ui/format.ts';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import { CancelButton } from './CancelButton.tsx';
import { FileDropzone } from './FileDropzone.tsx';
import { sendAgain, sendFile, useFileTransfer, type FileTransfer } from './file-transfer.ts';
import { shareDone } from './operation-state.ts';

/** The time from choosing a file to its plan: sending, reading, matching; and the ways out when that breaks off. */
export function FileArrival({ operation }: { operation: OperationDetail }) {
  const transfer = useFileTransfer(operation.id);
  if (transfer?.state === 'failed' || transfer?.state === 'refused')
    return <Broken operation={operation} transfer={transfer} />;
  if (operation.status === 'CREATED' && operation.uploadUrl && !transfer)
    return <Missing operation={operation} />;
  const sending = transfer?.state === 'sending';
  const share = sending ? transfer.bytesSent / Math.max(1, transfer.file.size) : shareDone(operation);
  const title = sending
    ? 'Sending the file'
    : operation.status === 'PLANNING'
      ? operation.kind === 'LABEL_PURCHASE'
        ? 'Asking for prices'
        : 'Finding the orders'
      : 'Reading the file';
  return (
    <Paper withBorder p="lg" component="section" aria-label={title}>
      <Stack gap="md">
        <Group justify="space-between" align="flex-start" wrap="nowrap">
          <div>
            <Title order={2}>{title}</Title>
            <Text size="sm" c="dimmed">
              Nothing changes yet: you see what would happen, and decide.
            </Text>
          </div>
          <CancelButton operation={operation} />
        </Group>
        <ProgressBar share={share === 1 ? null : share} label={title} tone="accent" size="lg" />
        <Text size="sm" c="dimmed">
          {sending
            ? `${formatBytes(transfer.bytesSent)} of ${formatBytes(transfer.file.size)}. Keep this page open until the file is sent.`
            : arrived(operation)}
        </Text>
      </Stack>
    </Paper>
  );
}

function arrived(operation: OperationDetail): string {
  if (operation.kind === 'LABEL_PURCHASE' && operation.totalCount > 0)
    return `${formatNumber(operation.processedCount)} of ${formatCount(operation.totalCount, 'parcel')} priced.`;
  if (operation.totalCount > 0) return `${formatCount(operation.totalCount, 'row')} so far.`;
  if (operation.bytesTotal)
    return `${formatBytes(operation.bytesReceived)} of ${formatBytes(operation.bytesTotal)}.`;
  return 'This takes a moment.';
}

/** Nobody sends a file to this operation any more: the page was reloaded, or the other machine was closed. */
function Missing({ operation }: { operation: OperationDetail }) {
  return (
    <FileDropzone
      tall
      title="The file did not arrive"
      hint={`It broke off before it was here whole, so nothing of it was kept. Choose ${operation.file?.name ?? 'it'} again; the settings are still there.`}
      choose="Choose the file"
      onFile={(file) => {
        if (operation.uploadUrl) sendFile(operation.id, operation.uploadUrl, file);
      }}
    />
  );
}

function Broken({ operation, transfer }: { operation: OperationDetail; transfer: FileTransfer }) {
  const refused = transfer.state === 'refused';
  return (
    <Stack gap="md">
      <Paper withBorder p="lg" role="alert">
        <Stack gap="sm">
          <Title order={2}>
            {refused ? `${transfer.file.name} cannot be read` : `${transfer.file.name} did not get through`}
          </Title>
          <Text size="sm">{transfer.message}</Text>
          <Group gap="xs">
            {refused ? null : <Button onClick={() => sendAgain(operation.id)}>Send it again</Button>}
            <CancelButton operation={operation} />
          </Group>
        </Stack>
      </Paper>
      <FileDropzone
        tall={refused}
        title={refused ? 'Send the mended file' : 'Or send another file'}
        hint="With the same settings."
        choose="Choose another file"
        onFile={(file) => {
          if (operation.uploadUrl) sendFile(operation.id, operation.uploadUrl, file);
        }}
      />
    </Stack>
  );
}
