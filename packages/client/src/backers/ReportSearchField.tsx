import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback, useMediaQuery } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState, type RefObject } from 'react';
import { sizes } from '../theme.ts';
import { Keys } from '../ui/Keys.tsx';

/** Typing rests this long before the list is asked for. */
const pause = 180;

interface ReportSearchFieldProps {
  value: string;
  onSearch: (text: string) => void;
  /** The arrow down and Enter lead from the field into the list. */
  onLeave: () => void;
  inputRef: RefObject<HTMLInputElement | null>;
}

/** Search as you type; the address follows when the typing rests. */
export function ReportSearchField({ value, onSearch, onLeave, inputRef }: ReportSearchFieldProps) {
  const [text, setText] = useState(value);
  // On a phone there is no key to press, and no room beside the placeholder.
  const wide = useMediaQuery('(min-width: 48em)', undefined, { getInitialValueInEffect: false });
  const search = useDebouncedCallback(onSearch, pause);
  useEffect(
    function followAddress() {
      if (document.activeElement !== inputRef.current) setText(value);
    },
    [value, inputRef],
  );
  const clear = () => {
    setText('');
    onSearch('');
    inputRef.current?.focus();
  };
  return (
    <TextInput
      ref={inputRef}
      aria-label="Search backers"
      placeholder="Name, email, pledge ID, tracking number, notes"
      type="text"
      inputMode="search"
      autoComplete="off"
      leftSection={<IconSearch size={sizes.icon.medium} aria-hidden />}
      rightSection={
        text ? (
          <CloseButton aria-label="Clear the search" size="sm" onClick={clear} />
        ) : wide ? (
          <Keys of="/" />
        ) : null
      }
      styles={{ input: { textOverflow: 'ellipsis' } }}
      rightSectionPointerEvents={text ? 'all' : 'none'}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        search(event.currentTarget.value.trim());
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && text) clear();
        else if (event.key === 'Escape' || event.key === 'ArrowDown' || event.key === 'Enter') onLeave();
        else return;
        event.preventDefault();
      }}
    />
  );
}
