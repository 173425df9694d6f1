import { Alert, Button, Group, Text } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import type { SegmentItem } from '@waybill/schema/segments';
import { sizes } from '../theme.ts';

interface ChangedNoticeProps {
  /** As it is now. */
  segment: SegmentItem;
  saving: boolean;
  onTake: () => void;
  onSave: () => void;
}

/** Somebody else has changed the segment that is being edited: whose holds? */
export function ChangedNotice({ segment, saving, onTake, onSave }: ChangedNoticeProps) {
  return (
    <Alert
      color="yellow"
      variant="light"
      mb="lg"
      role="alert"
      icon={<IconUsers size={sizes.icon.medium} aria-hidden />}
      title="Somebody else has changed this segment"
    >
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        It is now called “{segment.name}”. Who is in it: {segment.sentence}.
      </Text>
      <Group gap="xs" mt="sm">
        <Button size="compact-sm" variant="default" onClick={onTake}>
          Take theirs
        </Button>
        <Button size="compact-sm" variant="default" loading={saving} onClick={onSave}>
          Save mine
        </Button>
      </Group>
    </Alert>
  );
}
