import { useMutation } from '@apollo/client/react';
import { useNavigate } from '@tanstack/react-router';
import type { OperationDetail } from '@waybill/schema/operations';
import {
  TrackingUploadConfigure,
  TrackingUploadCreate,
  type TrackingUploadInput,
} from '@waybill/schema/tracking-uploads';
import { sendFile } from '../operations/file-transfer.ts';
import { usePaths } from '../paths.ts';
import { useProject } from '../projects/project.ts';
import { toastFailed, toastUserErrors } from '../ui/toasts.ts';
import { choicesOf, configuration, type MissingTracking, type TrackingChoices } from './tracking-choices.ts';

/** Opens an upload for a file, goes to its page and sends the file there. */
export function useStartTrackingUpload() {
  const [create, { loading }] = useMutation(TrackingUploadCreate);
  const project = useProject();
  const paths = usePaths();
  const navigate = useNavigate();

  async function start(file: File, choices: TrackingChoices): Promise<void> {
    const title = 'The upload could not be opened';
    try {
      const { data } = await create({
        variables: { projectId: project.id, input: { ...choices, fileName: file.name } },
      });
      const payload = data?.trackingUploadCreate;
      if (!toastUserErrors(payload?.userErrors, title) || !payload?.operation) return;
      const { id, uploadUrl } = payload.operation;
      if (uploadUrl) sendFile(id, uploadUrl, file);
      await navigate({ to: paths.upload(id) });
    } catch (error) {
      toastFailed(error, title);
    }
  }

  return { start, starting: loading };
}

/** Plans an upload again with a change; true when it was taken. */
export function useConfigureTrackingUpload(operation: OperationDetail) {
  const [configure, { loading }] = useMutation(TrackingUploadConfigure);

  const change = (fields: Partial<TrackingUploadInput>) => send(configuration(operation, fields));

  async function send(input: TrackingUploadInput): Promise<boolean> {
    const title = 'Not changed';
    try {
      const { data } = await configure({ variables: { id: operation.id, input } });
      return toastUserErrors(data?.trackingUploadConfigure.userErrors, title);
    } catch (error) {
      toastFailed(error, title);
      return false;
    }
  }

  /** For rows without a number. Kept with the upload, so that nobody is asked again; planned anew only if it differs. */
  async function answerMissing(missingTracking: MissingTracking): Promise<boolean> {
    return send({ ...choicesOf(operation), missingTracking });
  }

  return { change, answerMissing, changing: loading };
}
