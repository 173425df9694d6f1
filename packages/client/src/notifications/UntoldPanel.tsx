import { Button, Group, Paper, Text, ThemeIcon, Title } from '@mantine/core';
import { IconMailCheck, IconMailForward, IconPackage } from '@tabler/icons-react';
import type { MailFeed } from '@waybill/schema/notifications';
import { usePaths } from '../paths.ts';
import { mayWrite, type Project } from '../projects/project.ts';
import { sizes, tone, type Tone } from '../theme.ts';
import { LinkButton } from '../ui/LinkButton.tsx';
import { toGo } from './mail-counts.ts';
import classes from './UntoldPanel.module.css';
import { unreachableSentence, untoldSentence } from './untold-words.ts';
import type { MailState } from './use-mail.ts';

interface UntoldPanelProps {
  project: Project;
  mail: MailState;
  feed: MailFeed;
  onSend: () => void;
}

/** The question this page answers first: who has a parcel and does not know it yet. */
export function UntoldPanel({ project, mail, feed, onSend }: UntoldPanelProps) {
  const paths = usePaths();
  const { untold } = mail;
  const writable = mayWrite(project.creator.role);
  const unreachable = unreachableSentence(untold);
  const owing = untold.backers > 0 || untold.corrections > 0;
  const shipped = project.progress.shipments > 0;
  const look: { icon: typeof IconPackage; tone: Tone } = owing
    ? { icon: IconMailForward, tone: 'shipping' }
    : shipped
      ? { icon: IconMailCheck, tone: 'shipped' }
      : { icon: IconPackage, tone: 'survey' };
  return (
    <Paper withBorder p="lg" component="section" aria-label="Not told yet" className={classes['panel']}>
      <ThemeIcon
        size={sizes.icon.hero}
        radius="xl"
        variant="light"
        c={tone(look.tone)}
        bg={tone(look.tone, 'soft')}
        aria-hidden
      >
        <look.icon size={sizes.icon.large} stroke={sizes.iconStroke} />
      </ThemeIcon>
      <div>
        <Title order={2} fz="xl" className={classes['sentence']}>
          {owing
            ? untoldSentence(untold)
            : !shipped
              ? 'No parcel is on its way yet'
              : toGo(feed.counts) > 0
                ? 'Every backer with a parcel is told, or their mail is on its way'
                : untoldSentence(untold)}
        </Title>
        <Text size="sm" c="dimmed" mt={4}>
          {owing
            ? 'One mail a backer, for all their parcels. You see who gets one, and what it says, before anything is sent.'
            : shipped
              ? 'Parcels that are added from now on are counted here until their backers know.'
              : 'Upload tracking numbers first; then their backers can be told where their parcels are.'}
        </Text>
        {unreachable ? (
          <Text size="sm" c="dimmed" mt={4}>
            {unreachable}
          </Text>
        ) : null}
      </div>
      {writable ? (
        <Group gap="xs" className={classes['actions']}>
          {owing ? (
            <Button leftSection={<IconMailForward size={sizes.icon.medium} aria-hidden />} onClick={onSend}>
              Send tracking notifications
            </Button>
          ) : shipped ? null : (
            <LinkButton href={paths.upload()}>Upload tracking numbers</LinkButton>
          )}
          {owing ? (
            <LinkButton variant="default" href={paths.notifications('templates')}>
              See what it says
            </LinkButton>
          ) : null}
        </Group>
      ) : owing ? (
        <Text size="xs" c="dimmed" className={classes['actions']}>
          Fulfillers, managers and owners send mail.
        </Text>
      ) : null}
    </Paper>
  );
}
