import { useParams } from '@tanstack/react-router';
import { FileDropzone } from '../operations/FileDropzone.tsx';
import { OperationMoments } from '../operations/OperationMoments.tsx';
import { usePaths } from '../paths.ts';
import { LinkButton } from '../ui/LinkButton.tsx';
import { choicesOf } from './tracking-choices.ts';
import { TrackingUploadCheck } from './TrackingUploadCheck.tsx';
import { TrackingUploadStart } from './TrackingUploadStart.tsx';
import { useStartTrackingUpload } from './use-tracking-upload.ts';

/** Tracking upload, one page in three moments: drop, check, watch. Without an operation in the address it is the first. */
export function TrackingUploadPage() {
  const { operationId } = useParams({ strict: false });
  return operationId ? <OneUpload key={operationId} operationId={operationId} /> : <TrackingUploadStart />;
}

function OneUpload({ operationId }: { operationId: string }) {
  const paths = usePaths();
  const { start, starting } = useStartTrackingUpload();
  return (
    <OperationMoments
      operationId={operationId}
      check={(operation, replanning) => <TrackingUploadCheck operation={operation} replanning={replanning} />}
      next={(operation) =>
        // A failed one offers its own retry below.
        operation.status === 'FAILED' ? null : (
          <LinkButton href={paths.upload()}>Upload another file</LinkButton>
        )
      }
      retry={(operation) => (
        <FileDropzone
          title="Try again with the same settings"
          hint="Choose the mended file; the choices of this upload are kept."
          choose="Choose a file"
          tall
          busy={starting}
          onFile={(file) => void start(file, choicesOf(operation))}
        />
      )}
    />
  );
}
