import { Checkbox, Stack, Text, TextInput } from '@mantine/core';
import type { BackerTarget } from '@waybill/schema/backers';
import { formatCount } from '../ui/format.ts';
import { CheckPanel } from './CheckPanel.tsx';
import { CodesField } from './CodesField.tsx';
import { RecipientsChoice } from './RecipientsChoice.tsx';
import type { SendForm } from './send-form.ts';
import type { LiveCheck } from './use-rewards-check.ts';

interface CodesStepProps {
  projectId: string;
  form: SendForm;
  given: BackerTarget | null;
  /** How many were given; null where it is not known. */
  count: number | null;
  live: LiveCheck;
  error: (field: string) => string | undefined;
  onChange: (form: SendForm) => void;
}

/** The codes, who gets them, and while both are being written whether they match. */
export function CodesStep({ projectId, form, given, count, live, error, onChange }: CodesStepProps) {
  const one = count === 1;
  const untouched =
    form.way === 'UNIQUE'
      ? form.codes.trim() === ''
      : form.way === 'ASSIGNED'
        ? form.assignments.trim() === ''
        : form.sharedCode.trim() === '' && !form.reward;
  return (
    <Stack gap="lg">
      {form.way === 'ASSIGNED' ? (
        <Text size="sm" c="dimmed">
          A first line with names, then a line for each backer: a column Backer Number, Pledge ID or Email,
          and a column Code. What matches nobody is told in the preview, and nothing of it is given.
        </Text>
      ) : given ? (
        <Text size="sm">
          For{' '}
          {one
            ? 'this backer'
            : count === null
              ? 'the selected backers'
              : `the ${formatCount(count, 'selected backer')}`}
          .
        </Text>
      ) : (
        <RecipientsChoice projectId={projectId} form={form} error={error('target')} onChange={onChange} />
      )}
      {form.way === 'SHARED' ? (
        <TextInput
          label="Code or link"
          description={
            form.reward
              ? 'Leave it empty to give the one that this reward has.'
              : 'Links begin with http:// or https://.'
          }
          placeholder="https://example.com/download"
          spellCheck={false}
          autoComplete="off"
          value={form.sharedCode}
          onChange={(event) => onChange({ ...form, sharedCode: event.currentTarget.value })}
          error={error('sharedCode')}
          data-autofocus
        />
      ) : form.way === 'ASSIGNED' ? (
        <CodesField
          label="Who gets which code"
          description="Paste the lines of the spreadsheet or the CSV file."
          placeholder={'Backer Number,Code\n17,AAAA-BBBB\n42,CCCC-DDDD'}
          value={form.assignments}
          onChange={(assignments) => onChange({ ...form, assignments })}
          error={error('assignments')}
        />
      ) : one ? (
        <TextInput
          label="Code or link"
          spellCheck={false}
          autoComplete="off"
          value={form.codes}
          onChange={(event) => onChange({ ...form, codes: event.currentTarget.value })}
          error={error('codes')}
          data-autofocus
        />
      ) : (
        <CodesField
          label="Codes"
          description="Commas between them, one a line, or a CSV file. The first goes to the lowest backer number."
          placeholder={'AAAA-BBBB\nCCCC-DDDD\nEEEE-FFFF'}
          value={form.codes}
          onChange={(codes) => onChange({ ...form, codes })}
          error={error('codes')}
        />
      )}
      <CheckPanel {...live} untouched={untouched} />
      <Checkbox
        label={one ? 'Mail the backer' : 'Mail each backer'}
        description="The mail has the code and the instructions. Their own page shows both in any case."
        checked={form.notify}
        onChange={(event) => onChange({ ...form, notify: event.currentTarget.checked })}
      />
    </Stack>
  );
}
