import { useRef, useState } from 'react';
import { Alert, Button, Group, Stack, Text, Textarea, TextInput, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery } from '@apollo/client/react';
import {
  MailPreview,
  MailTemplateReset,
  MailTemplateUpdate,
  type MailTemplate,
} from '@waybill/schema/mail-templates';
import { mayManage, type Project } from '../projects/project.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { formatAgo } from '../ui/format.ts';
import { FormErrors } from '../ui/FormErrors.tsx';
import { toastDone, toastFailed, toastUserErrors } from '../ui/toasts.ts';
import { useUserErrors } from '../ui/useUserErrors.ts';
import { notificationKinds } from './notification-looks.ts';
import { byField, insertAt } from './template-text.ts';
import classes from './TemplateEditor.module.css';
import { TemplatePreview } from './TemplatePreview.tsx';
import { TestMailButton } from './TestMailButton.tsx';
import { UnsavedGuard } from './UnsavedGuard.tsx';
import { VariableChips } from './VariableChips.tsx';

/** The preview follows when the typing rests this long. */
const pause = 300;

/** A mail's subject and text with its variables, and beside it what a backer would get. */
export function TemplateEditor({ project, template }: { project: Project; template: MailTemplate }) {
  const { kind } = template;
  const [subject, setSubject] = useState(template.subject);
  const [body, setBody] = useState(template.body);
  const [backerId, setBackerId] = useState<string | null>(null);
  const [resetting, setResetting] = useState(false);
  const subjectField = useRef<HTMLInputElement>(null);
  const bodyField = useRef<HTMLTextAreaElement>(null);
  const lastField = useRef<'subject' | 'body'>('body');
  const errors = useUserErrors(['subject', 'body']);
  const [update, updating] = useMutation(MailTemplateUpdate);
  const [reset, resettingNow] = useMutation(MailTemplateReset);

  const [written] = useDebouncedValue({ subject, body }, pause);
  const preview = useQuery(MailPreview, {
    variables: { projectId: project.id, kind, ...written, backerId },
    fetchPolicy: 'no-cache',
  });
  const shown = preview.data?.mailPreview ?? preview.previousData?.mailPreview ?? null;
  const problems = byField(shown?.problems ?? []);
  const changed = subject !== template.subject || body !== template.body;
  const writable = mayManage(project.creator.role);

  const insert = (name: string) => {
    const inSubject = lastField.current === 'subject';
    const field = inSubject ? subjectField.current : bodyField.current;
    if (!field) return;
    const next = insertAt(field.value, name, field.selectionStart, field.selectionEnd);
    (inSubject ? setSubject : setBody)(next.text);
    // After React has written the new text, or the caret would land at its end.
    requestAnimationFrame(() => {
      field.focus();
      field.setSelectionRange(next.caret, next.caret);
    });
  };

  const save = async () => {
    try {
      const { data } = await update({
        variables: { projectId: project.id, kind, input: { subject, body } },
      });
      if (errors.take(data?.mailTemplateUpdate.userErrors))
        toastDone(`${notificationKinds[kind].word} mails say this from now on`);
    } catch (error) {
      errors.fail(error);
    }
  };

  const toDefault = async () => {
    const title = 'The template stays as it was';
    try {
      const { data } = await reset({ variables: { projectId: project.id, kind } });
      const payload = data?.mailTemplateReset;
      if (toastUserErrors(payload?.userErrors, title) && payload?.template) {
        setSubject(payload.template.subject);
        setBody(payload.template.body);
        errors.clear();
      }
    } catch (error) {
      toastFailed(error, title);
    }
    setResetting(false);
  };

  return (
    <div className={classes['columns']}>
      <UnsavedGuard changed={changed} />
      <section aria-labelledby="template-title" className={classes['editor']}>
        <Stack gap="md">
          <div>
            <Title order={2} id="template-title">
              {notificationKinds[kind].word} mail
            </Title>
            <Text size="sm" c="dimmed">
              {notificationKinds[kind].says}{' '}
              {template.isDefault
                ? 'This is the text that comes with Waybill.'
                : `Changed${template.updatedBy ? ` by ${template.updatedBy}` : ''}${template.updatedAt ? ` ${formatAgo(template.updatedAt)}` : ''}.`}
            </Text>
          </div>
          <FormErrors messages={errors.rest} />
          <TextInput
            ref={subjectField}
            label="Subject"
            value={subject}
            readOnly={!writable}
            onChange={(event) => {
              setSubject(event.currentTarget.value);
              errors.clear();
            }}
            onFocus={() => {
              lastField.current = 'subject';
            }}
            error={listed(problems.subject) ?? errors.of('subject')}
          />
          <Textarea
            ref={bodyField}
            label="Text"
            description="Plain text. A blank line begins a paragraph, and links become clickable."
            autosize
            minRows={12}
            maxRows={28}
            value={body}
            readOnly={!writable}
            onChange={(event) => {
              setBody(event.currentTarget.value);
              errors.clear();
            }}
            onFocus={() => {
              lastField.current = 'body';
            }}
            classNames={{ input: classes['body'] ?? '' }}
            error={listed(problems.body) ?? errors.of('body')}
          />
          {writable ? <VariableChips variables={template.variables} onInsert={insert} /> : null}
          {writable ? (
            <Group gap="xs">
              <Button
                onClick={() => void save()}
                loading={updating.loading}
                disabled={!changed || !subject.trim() || !body.trim()}
              >
                Save the template
              </Button>
              <TestMailButton project={project} kind={kind} unsaved={changed} />
              {template.isDefault && !changed ? null : (
                <Button
                  variant="subtle"
                  color="gray"
                  onClick={() => {
                    if (!template.isDefault) return setResetting(true);
                    setSubject(template.subject);
                    setBody(template.body);
                  }}
                >
                  {template.isDefault ? 'Discard changes' : 'Back to the default'}
                </Button>
              )}
            </Group>
          ) : (
            <Alert variant="light" color="gray" role="note">
              Owners and managers change what mails say.
            </Alert>
          )}
        </Stack>
      </section>
      <TemplatePreview
        project={project}
        preview={shown}
        error={preview.error}
        backerId={backerId}
        onBacker={setBackerId}
      />
      <ConfirmDialog
        opened={resetting}
        onClose={() => setResetting(false)}
        title="Back to the text that comes with Waybill?"
        confirmLabel="Take the default text"
        onConfirm={toDefault}
        busy={resettingNow.loading}
      >
        Your subject and text are replaced. Copy them first if you may want them again.
      </ConfirmDialog>
    </div>
  );
}

/** Problems one below the other; undefined where there are none. */
function listed(problems: readonly string[]) {
  if (problems.length === 0) return undefined;
  return problems.map((problem) => (
    <span key={problem} className={classes['problem']}>
      {problem}
    </span>
  ));
}
