import { useParams } from '@tanstack/react-router';
import { FileDropzone } from '../operations/FileDropzone.tsx';
import { OperationMoments } from '../operations/OperationMoments.tsx';
import { usePaths } from '../paths.ts';
import { LinkButton } from '../ui/LinkButton.tsx';
import { BackerImportCheck } from './BackerImportCheck.tsx';
import { BackerImportStart } from './BackerImportStart.tsx';
import { useStartBackerImport } from './use-backer-import.ts';

/** Backer import, one page in three moments, like a tracking upload. */
export function BackerImportPage() {
  const { operationId } = useParams({ strict: false });
  return operationId ? <OneImport key={operationId} operationId={operationId} /> : <BackerImportStart />;
}

function OneImport({ operationId }: { operationId: string }) {
  const paths = usePaths();
  const { start, starting } = useStartBackerImport();
  return (
    <OperationMoments
      operationId={operationId}
      check={(operation, replanning) => <BackerImportCheck operation={operation} replanning={replanning} />}
      next={(operation) =>
        // A failed one offers its own retry below.
        operation.status === 'FAILED' ? null : (
          <LinkButton href={paths.import()}>Import another file</LinkButton>
        )
      }
      retry={(operation) => (
        <FileDropzone
          title="Try again with the same settings"
          hint="Choose the mended file; what you said about its statuses is kept."
          choose="Choose a file"
          tall
          busy={starting}
          onFile={(file) =>
            void start(file, {
              statusMapping: operation.options?.statusMapping.map(({ value, status }) => ({ value, status })),
            })
          }
        />
      )}
    />
  );
}
