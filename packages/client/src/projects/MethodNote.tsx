import { Alert, Button, Group, Text } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useState } from 'react';
import { sizes } from '../theme.ts';
import { MethodDialog } from './MethodDialog.tsx';
import { methodWords } from './methods.ts';
import { mayManage, type Project } from './project.ts';

/** On the page of postage, while the project ships another way. */
export function MethodNote({ project }: { project: Project }) {
  const [open, setOpen] = useState(false);
  if (project.fulfillmentMethod === 'POSTAGE') return null;
  return (
    <>
      <Alert color="blue" variant="light" role="note" icon={<IconInfoCircle size={sizes.icon.medium} />}>
        <Group justify="space-between" gap="xs">
          <Text size="sm">
            This project ships by: {methodWords[project.fulfillmentMethod].word}. Labels can be bought here
            all the same.
          </Text>
          {mayManage(project.creator.role) ? (
            <Button variant="default" size="compact-sm" onClick={() => setOpen(true)}>
              Switch to Postage
            </Button>
          ) : null}
        </Group>
      </Alert>
      {open ? <MethodDialog project={project} wanted="POSTAGE" onClose={() => setOpen(false)} /> : null}
    </>
  );
}
