import type { ReactNode } from 'react';
import { Stack } from '@mantine/core';
import classes from './CheckLayout.module.css';

interface CheckLayoutProps {
  head: ReactNode;
  /** The file as a sheet; absent for operations without one. */
  file?: ReactNode;
  /** The rows in groups, with their choices. */
  groups: ReactNode;
  foot: ReactNode;
  replanning: boolean;
}

/** A preview: the sentence above, the file at the left, the groups at the right, the one button below. */
export function CheckLayout({ head, file, groups, foot, replanning }: CheckLayoutProps) {
  return (
    <>
      <Stack gap="lg">
        {head}
        <div className={classes['columns']} data-single={file ? undefined : true}>
          {file}
          <div className={classes['groups']} data-stale={replanning || undefined}>
            {groups}
          </div>
        </div>
      </Stack>
      {foot}
    </>
  );
}
