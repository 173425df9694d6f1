import { useApolloClient, useMutation } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { Labels, LabelsCheck } from '@waybill/schema/labels';
import type { Project } from '../projects/project.ts';
import { formatCount } from '../ui/format.ts';
import { toastDone, toastFailed, toastUserErrors } from '../ui/toasts.ts';

/** As many as the server asks about at once. */
const most = 100;

/** Asks the provider now what became of labels that are being paid or voided. */
export function CheckLabelsButton({ project, onDone }: { project: Project; onDone: () => void }) {
  const client = useApolloClient();
  const [check, { loading }] = useMutation(LabelsCheck);
  const submit = async () => {
    const failed = 'The provider could not be asked';
    try {
      const open = await client.query({
        query: Labels,
        variables: { projectId: project.id, first: most, filter: { status: ['BUYING', 'VOIDING'] } },
        fetchPolicy: 'no-cache',
      });
      const ids = open.data?.project?.labels.nodes.map(({ id }) => id) ?? [];
      if (ids.length === 0) return onDone();
      const { data } = await check({ variables: { projectId: project.id, ids } });
      const payload = data?.labelsCheck;
      if (!toastUserErrors(payload?.userErrors, failed)) return;
      const settled =
        payload?.labels?.filter(({ status }) => status !== 'BUYING' && status !== 'VOIDING').length ?? 0;
      toastDone(
        settled === 0
          ? 'Nothing new. The provider goes on being asked by itself.'
          : `${formatCount(settled, 'label is', 'labels are')} settled.`,
      );
      onDone();
    } catch (error) {
      toastFailed(error, failed);
    }
  };
  return (
    <Button variant="default" size="compact-md" flex="none" loading={loading} onClick={() => void submit()}>
      Ask now
    </Button>
  );
}
