import { useMutation } from '@apollo/client/react';
import { useNavigate } from '@tanstack/react-router';
import {
  BackerImportConfigure,
  BackerImportCreate,
  type BackerImportInput,
} from '@waybill/schema/backer-imports';
import type { OperationDetail } from '@waybill/schema/operations';
import { sendFile } from '../operations/file-transfer.ts';
import { usePaths } from '../paths.ts';
import { useProject } from '../projects/project.ts';
import { toastFailed, toastUserErrors } from '../ui/toasts.ts';
import { configuration } from './import-choices.ts';

/** Opens an import for a file, goes to its page and sends the file there. */
export function useStartBackerImport() {
  const [create, { loading }] = useMutation(BackerImportCreate);
  const project = useProject();
  const paths = usePaths();
  const navigate = useNavigate();

  async function start(file: File, choices: Pick<BackerImportInput, 'statusMapping'>): Promise<void> {
    const title = 'The import could not be opened';
    try {
      const { data } = await create({
        variables: { projectId: project.id, input: { ...choices, fileName: file.name } },
      });
      const payload = data?.backerImportCreate;
      if (!toastUserErrors(payload?.userErrors, title) || !payload?.operation) return;
      const { id, uploadUrl } = payload.operation;
      if (uploadUrl) sendFile(id, uploadUrl, file);
      await navigate({ to: paths.import(id) });
    } catch (error) {
      toastFailed(error, title);
    }
  }

  return { start, starting: loading };
}

/** Plans an import again with a change; true when it was taken. */
export function useConfigureBackerImport(operation: OperationDetail) {
  const [configure, { loading }] = useMutation(BackerImportConfigure);

  async function change(fields: Partial<BackerImportInput>): Promise<boolean> {
    const title = 'Not changed';
    try {
      const { data } = await configure({
        variables: { id: operation.id, input: configuration(operation, fields) },
      });
      return toastUserErrors(data?.backerImportConfigure.userErrors, title);
    } catch (error) {
      toastFailed(error, title);
      return false;
    }
  }

  return { change, changing: loading };
}
