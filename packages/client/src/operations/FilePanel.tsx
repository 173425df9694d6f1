import { Anchor, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@apollo/client/react';
import { MappableFields, type OperationDetail } from '@waybill/schema/operations';
import { formatBytes } from '../ui/format.ts';
import { FileSheet } from './FileSheet.tsx';
import { useOperationRows } from './use-operation-rows.ts';

interface FilePanelProps {
  operation: OperationDetail;
  plan: string;
  onMap: (columnIndex: number, field: string | null) => void;
  stale: boolean;
  disabled: boolean;
}

const delimiters: Record<string, string> = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'pipe' };

/** The file of an upload: how it was read, and its first rows under the columns' names. */
export function FilePanel({ operation, plan, onMap, stale, disabled }: FilePanelProps) {
  const fields = useQuery(MappableFields, {
    variables: { kind: operation.kind },
    fetchPolicy: 'cache-first',
  });
  const problems = useOperationRows(operation.id, { severity: ['ERROR', 'WARNING', 'SKIPPED'] }, plan);
  const { file } = operation;
  if (!file) return null;
  const read = [
    file.format === 'csv' ? 'CSV' : file.format.toUpperCase(),
    file.delimiter ? `separated by ${delimiters[file.delimiter] ?? file.delimiter}` : null,
    file.encoding,
    file.headerRow === null ? 'no header' : `header in row ${file.headerRow + 1}`,
    formatBytes(file.bytes),
  ];
  return (
    <Stack component="section" gap="xs" aria-label="The file">
      <Group justify="space-between" gap="xs">
        <Title order={2}>Your file</Title>
        <Text size="xs" c="dimmed">
          {read.filter(Boolean).join(' · ')}
        </Text>
      </Group>
      {fields.error ? (
        <Text size="sm" c="red" role="alert">
          The names of the fields could not be read, so columns cannot be changed now.{' '}
          <Anchor
            component="button"
            inherit
            underline="always"
            onClick={() => void fields.refetch().catch(() => undefined)}
          >
            Try again
          </Anchor>
        </Text>
      ) : null}
      <FileSheet
        file={file}
        fields={fields.data?.mappableFields ?? []}
        problems={problems.rows ?? []}
        onMap={onMap}
        stale={stale}
        disabled={disabled}
      />
    </Stack>
  );
}
