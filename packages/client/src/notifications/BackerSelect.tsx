import { useState } from 'react';
import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@apollo/client/react';
import { BackerJump } from '@waybill/schema/projects';

/** Typing rests this long before backers are asked for. */
const pause = 180;

interface BackerSelectProps {
  projectId: string;
  value: string | null;
  onChange: (backerId: string | null) => void;
}

/** Chooses the backer a preview is for; none is a made-up one. */
export function BackerSelect({ projectId, value, onChange }: BackerSelectProps) {
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<{ value: string; label: string } | null>(null);
  const [search] = useDebouncedValue(text.trim(), pause);
  const { data } = useQuery(BackerJump, {
    variables: { projectId, search: chosen?.label === search ? '' : search },
  });
  const found = (data?.project?.backers.nodes ?? []).map((backer) => ({
    value: backer.id,
    label: `${backer.name || backer.email}${backer.number === null ? '' : `, number ${backer.number}`}`,
  }));
  const options = chosen && !found.some((one) => one.value === chosen.value) ? [chosen, ...found] : found;
  return (
    <Select
      label="Seen by"
      placeholder="A made-up backer"
      searchable
      clearable
      clearButtonProps={{ 'aria-label': 'Back to the made-up backer' }}
      data={options}
      // The server has searched already, in more than the label.
      filter={({ options: all }) => all}
      nothingFoundMessage="No backer matches"
      value={value}
      onChange={(id, option) => {
        setChosen(id && option ? { value: id, label: option.label } : null);
        onChange(id);
      }}
      searchValue={text}
      onSearchChange={setText}
    />
  );
}
