import { Button, FileButton, Group, Text, Textarea } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { useState, type DragEvent } from 'react';
import { sizes } from '../theme.ts';
import { formatBytes } from '../ui/format.ts';

interface CodesFieldProps {
  label: string;
  description: string;
  placeholder: string;
  value: string;
  error: string | undefined;
  onChange: (text: string) => void;
}

/** What one request carries beside everything else of it. */
const largest = 3_500_000;

/** Codes, pasted, or dropped as a file: its text lands in the field, where it can be looked at. */
export function CodesField({ label, description, placeholder, value, error, onChange }: CodesFieldProps) {
  const [over, setOver] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);

  const change = (text: string) => {
    setRefusal(null);
    onChange(text);
  };
  const read = async (file: File | null | undefined) => {
    if (!file) return;
    if (/\.(xlsx?|ods|numbers|zip)$/i.test(file.name))
      return setRefusal(`${file.name} is a workbook. Save it as CSV and drop that.`);
    if (file.size > largest)
      return setRefusal(
        `${file.name} has ${formatBytes(file.size)}; ${formatBytes(largest)} fit at once. Split it.`,
      );
    // As a text field holds its lines; it would else differ from what it was given.
    change((await file.text()).replaceAll('\r\n', '\n'));
  };
  const drop = (event: DragEvent) => {
    const [file, ...more] = event.dataTransfer.files;
    setOver(false);
    if (!file) return;
    event.preventDefault();
    if (more.length > 0) setRefusal('Drop one file at a time.');
    else void read(file);
  };

  return (
    <div>
      <Textarea
        label={label}
        description={description}
        placeholder={over ? 'Drop the file here' : placeholder}
        rows={6}
        spellCheck={false}
        autoComplete="off"
        value={value}
        onChange={(event) => change(event.currentTarget.value)}
        onDragOver={(event) => {
          if (!event.dataTransfer.types.includes('Files')) return;
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        error={refusal ?? error}
      />
      <Group gap="xs" mt={4}>
        <FileButton onChange={(file) => void read(file)} accept=".csv,.txt,.tsv,text/csv,text/plain">
          {(props) => (
            <Button
              {...props}
              variant="subtle"
              size="compact-sm"
              leftSection={<IconFileUpload size={sizes.icon.medium} stroke={sizes.iconStroke} aria-hidden />}
            >
              Choose a file
            </Button>
          )}
        </FileButton>
        <Text size="xs" c="dimmed">
          or drop one on the field
        </Text>
      </Group>
    </div>
  );
}
