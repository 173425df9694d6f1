import { Button, Group, Paper, Text, ThemeIcon, Title } from '@mantine/core';
import { IconMailForward } from '@tabler/icons-react';
import { mayWrite, type Project } from '../projects/project.ts';
import { sizes, tone } from '../theme.ts';
import classes from './UntoldPanel.module.css';
import { offerWords, type Untold } from './untold-words.ts';
import { usePolicy } from './use-policy.ts';
import { useSendNotifications } from './use-send-notifications.ts';

interface TellTheBackersProps {
  project: Project;
  operationId: string;
  /** What those it touched do not know, or know wrong. */
  untold: Untold;
}

/** After an operation that leaves backers untold or told wrong, or its undo: offers the run that tells exactly these. */
export function TellTheBackers({ project, operationId, untold }: TellTheBackersProps) {
  const policy = usePolicy();
  const { send, preparing } = useSendNotifications();
  const words = offerWords(untold, policy !== 'NEVER');
  return (
    <Paper withBorder p="lg" component="section" aria-label="Tell the backers" className={classes['panel']}>
      <ThemeIcon
        size={sizes.icon.hero}
        radius="xl"
        variant="light"
        c={tone('shipping')}
        bg={tone('shipping', 'soft')}
        aria-hidden
      >
        <IconMailForward size={sizes.icon.large} stroke={sizes.iconStroke} />
      </ThemeIcon>
      <div>
        <Title order={2}>{words.title}</Title>
        <Text size="sm" c="dimmed">
          {words.detail}
        </Text>
      </div>
      {mayWrite(project.creator.role) ? (
        <Group gap="xs" className={classes['actions']}>
          <Button
            leftSection={<IconMailForward size={sizes.icon.medium} aria-hidden />}
            loading={preparing}
            onClick={() => void send({ filter: { operationId } })}
          >
            {words.button}
          </Button>
        </Group>
      ) : null}
    </Paper>
  );
}
