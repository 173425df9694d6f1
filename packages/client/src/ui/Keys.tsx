import { Kbd } from '@mantine/core';
import { keyLabel } from './keys.ts';

/** Keys as they stand on this machine's keyboard: `<Keys of="mod K" />`, `<Keys of="g d" />`. */
export function Keys({ of }: { of: string }) {
  return (
    <span role="img" aria-label={of.replace('mod', 'Command or Control')}>
      {of.split(' ').map((key) => (
        <Kbd key={key} size="xs" mx={2} aria-hidden>
          {keyLabel(key)}
        </Kbd>
      ))}
    </span>
  );
}
