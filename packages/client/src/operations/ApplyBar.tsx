import type { ReactNode } from 'react';
import { Button, Paper, Text } from '@mantine/core';
import type { OperationProgress } from '@waybill/schema/operations';
import { asLabel } from './operation-state.ts';
import { CancelButton } from './CancelButton.tsx';
import classes from './ApplyBar.module.css';

interface ApplyBarProps {
  operation: OperationProgress;
  onApply: () => void;
  applying: boolean;
  /** What is to be answered before the button works, in a sentence. */
  blocked?: string | null;
  /** What the button says; the plan's own sentence when left out. */
  label?: string;
  /** A choice that belongs to applying; makes room for what is to be answered first. */
  children?: ReactNode;
}

/** The one button of a preview: it says exactly what it does. */
export function ApplyBar({ operation, onApply, applying, blocked, label, children }: ApplyBarProps) {
  const nothing = operation.status === 'PLANNED' && !operation.canApply && !blocked;
  const reason =
    blocked ?? (nothing ? 'There is nothing to apply: no row of this plan changes anything.' : null);
  return (
    <Paper withBorder className={classes['bar']} component="section" aria-label="Apply">
      <div className={classes['inner']}>
        <div className={classes['extra']}>
          {reason ? (
            <Text size="sm" c="dimmed" id="apply-reason">
              {reason}
            </Text>
          ) : (
            children
          )}
        </div>
        <div className={classes['buttons']}>
          <CancelButton operation={operation} />
          <Button
            size="md"
            classNames={{ root: classes['apply'] ?? '', label: classes['label'] ?? '' }}
            onClick={onApply}
            loading={applying}
            disabled={Boolean(reason) || operation.status !== 'PLANNED'}
            aria-describedby={reason ? 'apply-reason' : undefined}
          >
            {label ?? asLabel(operation.summary.sentence)}
          </Button>
        </div>
      </div>
    </Paper>
  );
}
