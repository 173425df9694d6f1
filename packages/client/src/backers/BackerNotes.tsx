import { useMutation } from '@apollo/client/react';
import { Badge, Group, Stack, TagsInput, Text, Textarea } from '@mantine/core';
import { BackerUpdate, type BackerDetail } from '@waybill/schema/backers';
import { useState } from 'react';
import { useUserErrors } from '../ui/useUserErrors.ts';
import { Section } from './Section.tsx';

/** Notes and tags of the creator, written where they stand; saved when the field is left. */
export function BackerNotes({ backer, writable }: { backer: BackerDetail; writable: boolean }) {
  const [notes, setNotes] = useState(backer.notes ?? '');
  const [saved, setSaved] = useState(false);
  const errors = useUserErrors(['notes', 'tags']);
  const [update] = useMutation(BackerUpdate);

  const save = async (change: { notes?: string | null; tags?: string[] }) => {
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
              notes: backer.notes,
              tags: backer.tags,
              ...change,
            },
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
        <Text size="sm" c={backer.notes ? undefined : 'dimmed'}>
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
            if (notes !== (backer.notes ?? '')) void save({ notes: notes.trim() ? notes : null });
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) event.currentTarget.blur();
          }}
          error={errors.of('notes') ?? (errors.rest.join(' ') || undefined)}
        />
        <TagsInput
          label="Tags"
          description="Enter or a comma ends a tag."
          value={backer.tags}
          onChange={(tags) => void save({ tags })}
          error={errors.of('tags')}
        />
      </Stack>
    </Section>
  );
}
