import { Button, Group, Paper, Text, ThemeIcon, Title } from '@mantine/core';
import { IconMailForward } from '@tabler/icons-react';
import { mayWrite, type Project } from '../projects/project.ts';
import { sizes, tone } from '../theme.ts';
import { formatCount } from '../ui/format.ts';
import classes from './UntoldPanel.module.css';
import { usePolicy } from './use-policy.ts';
import { useSendNotifications } from './use-send-notifications.ts';

interface TellTheBackersProps {
  project: Project;
  operationId: string;
  /** How many of those it touched have a parcel they have not been told of. */
  backers: number;
}

/** After an operation that leaves backers untold: offers the run that tells exactly these. */
export function TellTheBackers({ project, operationId, backers }: TellTheBackersProps) {
  const policy = usePolicy();
  const { send, preparing } = useSendNotifications();
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
        <Title order={2}>
          {formatCount(backers, 'backer of this operation does', 'backers of this operation do')} not know yet
        </Title>
        <Text size="sm" c="dimmed">
          {policy === 'NEVER'
            ? 'This project tells nobody by itself. You see who gets a mail before any is sent.'
            : 'No mail has told them of their parcels. You see who gets one before any is sent.'}
        </Text>
      </div>
      {mayWrite(project.creator.role) ? (
        <Group gap="xs" className={classes['actions']}>
          <Button
            leftSection={<IconMailForward size={sizes.icon.medium} aria-hidden />}
            loading={preparing}
            onClick={() => void send({ filter: { operationId } })}
          >
            Send tracking notifications to these {formatCount(backers, 'backer')}
          </Button>
        </Group>
      ) : null}
    </Paper>
  );
}
