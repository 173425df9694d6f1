import { Button, PasswordInput } from '@mantine/core';
import { makeSecret, type VendorWords } from './vendor-words.ts';

interface SecretFieldProps {
  words: NonNullable<VendorWords['secret']>;
  value: string;
  onChange: (value: string) => void;
  error: string | undefined;
  /** Shown while it is empty. */
  placeholder?: string;
}

/** What the vendor signs with; one of ours where any will do. */
export function SecretField({ words, value, onChange, error, placeholder }: SecretFieldProps) {
  return (
    <div>
      <PasswordInput
        label={words.label}
        description={words.help}
        placeholder={placeholder}
        autoComplete="off"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        error={error}
      />
      {words.mayBeOurs ? (
        <Button variant="subtle" size="compact-sm" mt={6} px={0} onClick={() => onChange(makeSecret())}>
          Make one for me
        </Button>
      ) : null}
    </div>
  );
}
