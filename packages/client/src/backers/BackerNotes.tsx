import { useMutation } from '@apollo/client/react';
import { Badge, Group, Stack, TagsInput, Text, Textarea } from '@mantine/core';
import { BackerUpdate, type BackerDetail } from '@waybill/schema/backers';
import { BackerTag } from '@waybill/schema/segment-actions';
import { useState } from 'react';
import { useUserErrors } from '../ui/useUserErrors.ts';
import { Section } from './Section.tsx';

/** Notes and tags of the creator, written where they stand; saved when the field is left. */
export function BackerNotes({ backer, writable }: { backer: BackerDetail; writable: boolean }) {
  const [notes, setNotes] = useState(backer.notes ?? '');
  const [saved, setSaved] = useState(false);
  const [wanted, setWanted] = useState<string[] | null>(null);
  const errors = useUserErrors(['notes', 'add', 'remove']);
  const [update] = useMutation(BackerUpdate);
  const [tag] = useMutation(BackerTag);

  /** Only what came and what went is sent: a tag somebody else puts on meanwhile stays. */
  const saveTags = async (tags: string[]) => {
    const add = tags.filter((one) => !backer.tags.includes(one));
    const remove = backer.tags.filter((one) => !tags.includes(one));
    setSaved(false);
    setWanted(tags);
    try {
      const { data } = await tag({ variables: { backerId: backer.id, input: { add, remove } } });
      setSaved(errors.take(data?.backerTag.userErrors));
    } catch (error) {
      errors.fail(error);
    }
    setWanted(null);
  };

  const saveNotes = async (change: { notes: string | null }) => {
    setSaved(false);
    const { id, name, email, address } = backer;
    try {
      const { data } = await update({
        variables: { id, input: change },
        optimisticResponse: {
          backerUpdate: {
            backer: {
              __typename: 'Backer',
              id,
              name,
              email,
              address,
              tags: backer.tags,
              ...change,
            },
            warnings: [],
            userErrors: [],
          },
        },
      });
      setSaved(errors.take(data?.backerUpdate.userErrors));
    } catch (error) {
      errors.fail(error);
    }
  };

  if (!writable) {
    return (
      <Section title="Notes and tags">
        <Text size="sm" c={backer.notes ? undefined : 'dimmed'} style={{ overflowWrap: 'anywhere' }}>
          {backer.notes || 'No notes.'}
        </Text>
        <Group gap={4} mt="xs">
          {backer.tags.map((tag) => (
            <Badge key={tag} variant="default" tt="none" fw={500} radius="sm">
              {tag}
            </Badge>
          ))}
        </Group>
      </Section>
    );
  }
  return (
    <Section
      title="Notes and tags"
      action={
        <Text size="xs" c="dimmed" role="status">
          {saved ? 'Saved' : ''}
        </Text>
      }
    >
      <Stack gap="sm">
        <Textarea
          label="Notes"
          autosize
          minRows={2}
          maxRows={8}
          value={notes}
          onChange={(event) => {
            setNotes(event.currentTarget.value);
            setSaved(false);
          }}
          onBlur={() => {
            if (notes !== (backer.notes ?? '')) void saveNotes({ notes: notes.trim() ? notes : null });
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) event.currentTarget.blur();
          }}
          error={errors.of('notes') ?? (errors.rest.join(' ') || undefined)}
        />
        <TagsInput
          label="Tags"
          description="Enter or a comma ends a tag."
          value={wanted ?? backer.tags}
          onChange={(tags) => void saveTags(tags)}
          error={errors.of('add') ?? errors.of('remove')}
        />
      </Stack>
    </Section>
  );
}
