import { Button, Tooltip } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useMutation } from '@apollo/client/react';
import { MailTestSend } from '@waybill/schema/mail-templates';
import type { NotificationKind } from '@waybill/schema/notifications';
import { useViewer } from '../access/viewer.ts';
import type { Project } from '../projects/project.ts';
import { sizes } from '../theme.ts';
import { toastDone, toastFailed, toastUserErrors } from '../ui/toasts.ts';

interface TestMailButtonProps {
  project: Project;
  kind: NotificationKind;
  /** What is written is not saved: the test would show the former text. */
  unsaved: boolean;
}

/** Sends the saved template to the signed-in person. */
export function TestMailButton({ project, kind, unsaved }: TestMailButtonProps) {
  const viewer = useViewer();
  const [send, { loading }] = useMutation(MailTestSend);
  const title = 'The test mail did not go out';

  const submit = async () => {
    try {
      const { data } = await send({ variables: { projectId: project.id, kind } });
      const payload = data?.mailTestSend;
      if (toastUserErrors(payload?.userErrors, title))
        toastDone(`A test mail is on its way to ${payload?.sentTo ?? 'you'}`);
    } catch (error) {
      toastFailed(error, title);
    }
  };

  return (
    <Tooltip
      label={unsaved ? 'Save first: the test shows the saved text' : `To ${viewer?.user?.email ?? 'you'}`}
    >
      <Button
        variant="default"
        leftSection={<IconSend size={sizes.icon.medium} aria-hidden />}
        loading={loading}
        // Not `disabled`, which would take the explanation away from the keyboard.
        data-disabled={unsaved || undefined}
        aria-disabled={unsaved || undefined}
        onClick={() => {
          if (!unsaved) void submit();
        }}
      >
        Send me a test
      </Button>
    </Tooltip>
  );
}
