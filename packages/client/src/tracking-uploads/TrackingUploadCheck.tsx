import { useState } from 'react';
import type { OperationDetail, OutcomeCount } from '@waybill/schema/operations';
import { TellCheckbox } from '../notifications/TellCheckbox.tsx';
import { usePolicy } from '../notifications/use-policy.ts';
import { ApplyBar } from '../operations/ApplyBar.tsx';
import { CheckLayout } from '../operations/CheckLayout.tsx';
import { changeMapping, withMapping, type ColumnMapping } from '../operations/column-mapping.ts';
import { FilePanel } from '../operations/FilePanel.tsx';
import { countOf } from '../operations/operation-state.ts';
import { OperationNotices } from '../operations/OperationNotices.tsx';
import { OutcomeSection } from '../operations/OutcomeSection.tsx';
import { OutcomeSections } from '../operations/OutcomeSections.tsx';
import { PlanSummary } from '../operations/PlanSummary.tsx';
import { useOperationActions } from '../operations/use-operation-actions.ts';
import { formatCount } from '../ui/format.ts';
import { ExistingTrackingChoice } from './ExistingTrackingChoice.tsx';
import { MissingTrackingChoice } from './MissingTrackingChoice.tsx';
import { NotReadyChoice } from './NotReadyChoice.tsx';
import { choicesOf, decidedBy, type MissingTracking } from './tracking-choices.ts';
import { useConfigureTrackingUpload } from './use-tracking-upload.ts';

interface TrackingUploadCheckProps {
  operation: OperationDetail;
  /** A new plan is on the way; `operation` is the plan before it. */
  replanning: boolean;
}

/** The preview of a tracking upload: what each row would do, and the choices that are the person's. */
export function TrackingUploadCheck({ operation, replanning }: TrackingUploadCheckProps) {
  const { change, answerMissing, changing } = useConfigureTrackingUpload(operation);
  const { apply, applying } = useOperationActions();
  const choices = choicesOf(operation);
  const [missing, setMissing] = useState<MissingTracking | null>(choices.missingTracking);
  const policy = usePolicy();
  const [told, setNotify] = useState<boolean | null>(null);
  const notify = told ?? (choices.notify || policy === 'ALWAYS');
  const [mapping, setMapping] = useState<ColumnMapping | null>(null);
  const busy = changing || replanning;
  const plan = operation.version;

  const { outcomes } = operation;
  const among = (codes: readonly string[]) => outcomes.filter((outcome) => codes.includes(outcome.code));
  const decided: readonly string[] = Object.values(decidedBy).flat();
  const rest: OutcomeCount[] = outcomes.filter((outcome) => !decided.includes(outcome.code));
  const missingCount = countOf(outcomes, decidedBy.missing);

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
        operation.file ? (
          <FilePanel
            operation={{ ...operation, file: withMapping(operation.file, busy ? mapping : null) }}
            plan={plan}
            stale={busy}
            disabled={busy}
            onMap={(columnIndex, field) => {
              if (!operation.file) return;
              const next = changeMapping(operation.file, columnIndex, field);
              setMapping(next);
              // Another column of numbers: what was said of one row without any was not said of 29.
              setMissing(null);
              void change({ mapping: next, missingTracking: null });
            }}
          />
        ) : undefined
      }
      groups={
        <>
          <OutcomeSection
            operationId={operation.id}
            title="Without a tracking number"
            outcomes={among(decidedBy.missing)}
            plan={plan}
          >
            <MissingTrackingChoice
              count={missingCount}
              value={missing}
              disabled={busy}
              onChange={(value) => {
                setMissing(value);
                void answerMissing(value).then((taken) => {
                  if (!taken) setMissing(null);
                });
              }}
            />
          </OutcomeSection>
          <OutcomeSection
            operationId={operation.id}
            title="Not ready to ship"
            outcomes={among(decidedBy.notReady)}
            plan={plan}
          >
            <NotReadyChoice
              count={countOf(outcomes, decidedBy.notReady)}
              value={choices.notReady}
              reason={choices.notReadyReason}
              disabled={busy}
              onChange={(notReady, notReadyReason) => change({ notReady, notReadyReason })}
            />
          </OutcomeSection>
          <OutcomeSection
            operationId={operation.id}
            title="Has a number already"
            outcomes={among(decidedBy.existing)}
            plan={plan}
          >
            <ExistingTrackingChoice
              label="These orders have another tracking number"
              value={choices.existingTracking}
              disabled={busy}
              onChange={(existingTracking) => void change({ existingTracking })}
            />
          </OutcomeSection>
          <OutcomeSections operation={operation} outcomes={rest} plan={plan} />
        </>
      }
      foot={
        <ApplyBar
          operation={operation}
          applying={applying}
          onApply={() => void apply(operation, notify)}
          blocked={
            busy
              ? 'Working out what will happen.'
              : missingCount > 0 && missing === null
                ? `Say first what becomes of the ${formatCount(missingCount, 'row')} without a tracking number.`
                : null
          }
        >
          <TellCheckbox policy={policy} value={notify} onChange={setNotify} />
        </ApplyBar>
      }
    />
  );
}
