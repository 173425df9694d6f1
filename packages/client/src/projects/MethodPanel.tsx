import { Button, Group, Paper, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { usePaths } from '../paths.ts';
import { TextLink } from '../ui/TextLink.tsx';
import { MethodDialog } from './MethodDialog.tsx';
import { methodWords } from './methods.ts';
import { mayManage, type Project } from './project.ts';

/** How this project ships, and the way to change it; for who may decide it. */
export function MethodPanel({ project }: { project: Project }) {
  const paths = usePaths();
  const [open, setOpen] = useState(false);
  const { fulfillmentMethod: method, creator } = project;
  if (!mayManage(creator.role)) return null;
  const { word, means } = methodWords[method];
  return (
    <Paper component="section" aria-labelledby="method-title" withBorder p="lg">
      <Title order={2} size="h3" id="method-title" mb="xs">
        How it ships
      </Title>
      <Text size="sm" fw={550}>
        {word}
      </Text>
      <Text size="sm" c="dimmed" mb="md">
        {means}
      </Text>
      <Group gap="md">
        <Button variant="default" onClick={() => setOpen(true)}>
          Change how it ships
        </Button>
        {method === 'POSTAGE' ? (
          <TextLink href={paths.postage()} size="sm">
            Labels and boxes
          </TextLink>
        ) : null}
      </Group>
      {open ? <MethodDialog project={project} onClose={() => setOpen(false)} /> : null}
    </Paper>
  );
}
