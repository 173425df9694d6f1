import { Checkbox } from '@mantine/core';
import { usePolicy } from './use-policy.ts';

interface QueueMailCheckboxProps {
  /** The backer's address; empty where none is known. */
  email: string;
  /** Whether there will be a number to tell. */
  hasNumber: boolean;
  value: boolean;
  onChange: (value: boolean) => void;
}

/** Whether one backer is told of their parcel. Where the project's policy or a missing address decides, it says so. */
export function QueueMailCheckbox({ email, hasNumber, value, onChange }: QueueMailCheckboxProps) {
  const policy = usePolicy();
  const decided =
    email === ''
      ? { checked: false, why: 'No email address of this backer is known.' }
      : policy === 'NEVER'
        ? { checked: false, why: 'Off in this project’s mail settings.' }
        : policy === 'ALWAYS' && hasNumber
          ? { checked: true, why: `This project always tells its backers. Goes to ${email}.` }
          : null;
  return (
    <Checkbox
      label="Queue the tracking mail"
      description={
        decided?.why ??
        (hasNumber
          ? `Tells ${email} where the parcel is.`
          : `Goes to ${email}. Without a number there is nothing to tell.`)
      }
      checked={decided?.checked ?? value}
      disabled={decided !== null}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}
