import { useRef } from 'react';
import { Button, Stack, Text, ThemeIcon } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import '@mantine/dropzone/styles.css';
import { IconTableImport } from '@tabler/icons-react';
import { sizes } from '../theme.ts';
import { toastFailed } from '../ui/toasts.ts';
import classes from './FileDropzone.module.css';

interface FileDropzoneProps {
  title: string;
  /** What is accepted, below the title. */
  hint: string;
  /** The words of the button inside. */
  choose: string;
  onFile: (file: File) => void;
  busy?: boolean;
  /** Why nothing can be dropped now. */
  disabled?: string | undefined;
  /** The main thing of the page rather than one of several. */
  tall?: boolean;
}

/**
 * Takes one file by dropping or choosing. Any kind is let through: what a file is stands in its first bytes, not
 * in its name, and the server says so where the person can read it.
 */
export function FileDropzone({ title, hint, choose, onFile, busy, disabled, tall }: FileDropzoneProps) {
  const open = useRef<() => void>(null);
  return (
    <Dropzone
      openRef={open}
      multiple={false}
      loading={busy ?? false}
      disabled={Boolean(disabled)}
      activateOnClick={false}
      activateOnKeyboard={false}
      enablePointerEvents
      tabIndex={-1}
      className={classes['root']}
      data-tall={tall || undefined}
      inputProps={{ 'aria-label': choose, tabIndex: -1 }}
      onDrop={([file]) => {
        if (file) onFile(file);
      }}
      onReject={() =>
        toastFailed(new Error('Drop one file at a time; a folder cannot be read.'), 'That is not one file')
      }
    >
      <Stack align="center" gap="sm" ta="center">
        <ThemeIcon variant="light" size={sizes.icon.hero + 16} radius="xl" aria-hidden>
          <IconTableImport size={sizes.icon.large + 4} stroke={sizes.iconStroke} />
        </ThemeIcon>
        <Text fw={600} size="lg">
          {title}
        </Text>
        <Text c="dimmed" size="sm" maw={460}>
          {disabled ?? hint}
        </Text>
        <Button
          onClick={() => open.current?.()}
          disabled={Boolean(disabled)}
          variant={tall ? 'filled' : 'default'}
          mt="xs"
        >
          {choose}
        </Button>
      </Stack>
    </Dropzone>
  );
}
