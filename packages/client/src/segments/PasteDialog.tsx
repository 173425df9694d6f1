import { useLazyQuery } from '@apollo/client/react';
import { Button, Group, Modal, SegmentedControl, Stack, Text, Textarea } from '@mantine/core';
import type { FilterTree } from '@waybill/schema/filter-tree';
import { BackerKeysCheck, type BackerKeyKind, type BackerKeys } from '@waybill/schema/segments';
import { useId, useState } from 'react';
import { formatCount } from '../ui/format.ts';
import { FormErrors } from '../ui/FormErrors.tsx';
import { readableError } from '../ui/errors.ts';
import { countEntries, guessKeyKind, keyKindWords } from './key-kind.ts';
import { KeyReport } from './KeyReport.tsx';

interface PasteDialogProps {
  projectId: string;
  /** The found ones as a condition of the filter. */
  onAdd: (tree: FilterTree) => void;
  /** The found ones as a list of their own; left out where a filter is being edited. */
  onSnapshot?: ((tree: FilterTree, count: number) => void) | undefined;
  onClose: () => void;
}

const kinds = Object.keys(keyKindWords) as BackerKeyKind[];

/** Thousands of numbers, pledge IDs or emails at once: who is found, and what nobody has, stands twice or fits several. */
export function PasteDialog({ projectId, onAdd, onSnapshot, onClose }: PasteDialogProps) {
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<BackerKeyKind | null>(null);
  const [checked, setChecked] = useState<BackerKeys | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [check, { loading }] = useLazyQuery(BackerKeysCheck, { fetchPolicy: 'no-cache' });
  const kindLabel = useId();
  const kind = chosen ?? guessKeyKind(text) ?? 'NUMBER';
  const entries = countEntries(text, kind);
  const words = keyKindWords[kind];

  const change = (next: { text?: string; kind?: BackerKeyKind }) => {
    if (next.text !== undefined) setText(next.text);
    if (next.kind) setChosen(next.kind);
    setChecked(null);
    setFailure(null);
  };
  const look = async () => {
    setFailure(null);
    try {
      const { data, error } = await check({ variables: { projectId, input: { kind, text } } });
      if (error) setFailure(readableError(error).detail);
      setChecked(data?.backerKeysCheck ?? null);
    } catch (error) {
      setFailure(readableError(error).detail);
    }
  };
  const tree = checked && checked.found > 0 ? checked.tree : null;

  return (
    <Modal opened onClose={onClose} title="Paste a list of backers" size="lg">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (tree) onAdd(tree);
          else void look();
        }}
      >
        <Stack gap="md">
          <FormErrors messages={failure ? [failure] : []} />
          <Textarea
            label="The list"
            description="One a line, or with commas between. Copied straight from a column of a spreadsheet is fine."
            rows={8}
            value={text}
            onChange={(event) => change({ text: event.currentTarget.value })}
            data-autofocus
          />
          <div>
            <Text size="sm" fw={600} mb={4} id={kindLabel}>
              They are
            </Text>
            <SegmentedControl
              fullWidth
              aria-labelledby={kindLabel}
              value={kind}
              onChange={(next) => change({ kind: next })}
              data={kinds.map((value) => ({ value, label: keyKindWords[value].many }))}
            />
          </div>
          {checked ? <KeyReport keys={checked} one={words.one} /> : null}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            {tree && onSnapshot ? (
              <Button variant="default" onClick={() => onSnapshot(tree, checked?.found ?? 0)}>
                Save a snapshot of these
              </Button>
            ) : null}
            {tree ? (
              <Button type="submit">Add {formatCount(checked?.found ?? 0, 'backer')} to the filter</Button>
            ) : (
              <Button type="submit" loading={loading} disabled={entries === 0}>
                {entries === 0 ? 'Look them up' : `Look up ${formatCount(entries, 'entry', 'entries')}`}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
