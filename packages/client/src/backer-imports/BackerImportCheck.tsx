import { useState } from 'react';
import type { OperationDetail } from '@waybill/schema/operations';
import { ApplyBar } from '../operations/ApplyBar.tsx';
import { CheckLayout } from '../operations/CheckLayout.tsx';
import { changeMapping, withMapping, type ColumnMapping } from '../operations/column-mapping.ts';
import { FilePanel } from '../operations/FilePanel.tsx';
import { OperationNotices } from '../operations/OperationNotices.tsx';
import { OutcomeSections } from '../operations/OutcomeSections.tsx';
import { PlanSummary } from '../operations/PlanSummary.tsx';
import { useOperationActions } from '../operations/use-operation-actions.ts';
import { formatCount } from '../ui/format.ts';
import { StatusMapping } from './StatusMapping.tsx';
import { useConfigureBackerImport } from './use-backer-import.ts';

interface BackerImportCheckProps {
  operation: OperationDetail;
  /** A new plan is on the way; `operation` is the plan before it. */
  replanning: boolean;
}

/** The preview of a backer import: who is new, who changes and how, what is wrong, and what the file's words mean. */
export function BackerImportCheck({ operation, replanning }: BackerImportCheckProps) {
  const { change, changing } = useConfigureBackerImport(operation);
  const { apply, applying } = useOperationActions();
  const [mapping, setMapping] = useState<ColumnMapping | null>(null);
  const busy = changing || replanning;
  const plan = operation.version;
  const unknown = operation.options?.unknownStatuses.length ?? 0;

  return (
    <CheckLayout
      replanning={busy}
      head={
        <>
          <PlanSummary operation={operation} replanning={busy} />
          <OperationNotices operation={operation} />
        </>
      }
      file={
        <FilePanel
          operation={{
            ...operation,
            file: operation.file && withMapping(operation.file, busy ? mapping : null),
          }}
          plan={plan}
          stale={busy}
          disabled={busy}
          onMap={(columnIndex, field) => {
            if (!operation.file) return;
            const next = changeMapping(operation.file, columnIndex, field);
            setMapping(next);
            void change({ mapping: next });
          }}
        />
      }
      groups={
        <>
          <StatusMapping
            operation={operation}
            disabled={busy}
            onAnswer={(statusMapping) => void change({ statusMapping })}
          />
          <OutcomeSections operation={operation} plan={plan} />
        </>
      }
      foot={
        <ApplyBar
          operation={operation}
          applying={applying}
          onApply={() => void apply(operation)}
          blocked={
            busy
              ? 'Working out what will happen.'
              : unknown > 0
                ? `Say first what ${formatCount(unknown, 'word')} of your file ${unknown === 1 ? 'means' : 'mean'}.`
                : null
          }
        />
      }
    />
  );
}
