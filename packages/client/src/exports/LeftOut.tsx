import { Text } from '@mantine/core';
import { usePaths } from '../paths.ts';
import { formatNumber } from '../ui/format.ts';
import { TextLink } from '../ui/TextLink.tsx';

interface LeftOutProps {
  /** How many of Start Shipping are on hold, and how many of the others are owed digital items alone. */
  held: number;
  digital: number;
}

/** Who of Start Shipping is not in the template, and where they are; nothing where nobody is missing. */
export function LeftOut({ held, digital }: LeftOutProps) {
  const paths = usePaths();
  if (held + digital === 0) return null;
  const kinds = [
    { count: held, words: 'on hold', search: { hold: 'yes' } },
    { count: digital, words: 'owed digital items alone', search: { hold: 'no', digital: 'yes' } },
  ].filter(({ count }) => count > 0);
  return (
    <Text size="sm" c="dimmed">
      {kinds.map(({ count, words, search }, index) => (
        <span key={words}>
          {index > 0 ? ' and ' : ''}
          <TextLink
            href={paths.backers()}
            search={{ bucket: ['START_SHIPPING'], ...search }}
            inherit
            underline="always"
          >
            {formatNumber(count)} {words}
          </TextLink>
        </span>
      ))}{' '}
      {held + digital === 1 ? 'is' : 'are'} left out.
    </Text>
  );
}
