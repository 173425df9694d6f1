import { useQuery } from '@apollo/client/react';
import { Button, Paper, Text, ThemeIcon, Title } from '@mantine/core';
import { IconBox, IconCheck, IconMapPin, IconWorld } from '@tabler/icons-react';
import { DashboardAside } from '@waybill/schema/dashboard';
import type { ReactNode } from 'react';
import { usePaths } from '../paths.ts';
import { mayManage, type Project } from '../projects/project.ts';
import { sizes, tone } from '../theme.ts';
import { formatCount } from '../ui/format.ts';
import { LinkButton } from '../ui/LinkButton.tsx';
import classes from './postage.module.css';
import type { PostageState } from './use-postage.ts';

interface SetupStepsProps {
  project: Project;
  state: PostageState;
  /** Labels can be bought: what is left is for parcels abroad. */
  ready: boolean;
  onSender: () => void;
  onBox: () => void;
}

/** What is to be said once before the first label: each step with the one button that does it. */
export function SetupSteps({ project, state, ready, onSender, onBox }: SetupStepsProps) {
  const paths = usePaths();
  const { data } = useQuery(DashboardAside, { variables: { projectId: project.id } });
  const writable = mayManage(project.creator.role);
  const { sender, missing } = state.postage;
  const home = sender?.country;
  const abroad = (data?.project?.countries ?? [])
    .filter(({ country }) => country !== home)
    .reduce((sum, { orders, fulfilled }) => sum + orders - fulfilled, 0);
  const lacking = state.customsItems.filter((item) => item.missing.length > 0).length;
  const signed = Boolean(state.postage.customs.signer);
  const needsCustoms = home !== undefined && abroad > 0;
  const customsDone = lacking === 0 && signed;
  if (ready && (!needsCustoms || customsDone)) return null;
  // What the server says is missing beside the sender: the key of a provider that wants one.
  const rest = sender ? missing : [];

  return (
    <section aria-labelledby="setup-title">
      <Title order={2} id="setup-title">
        {ready
          ? 'Before the first label abroad'
          : `${needsCustoms ? 'Three' : 'Two'} things before the first label`}
      </Title>
      <Text size="sm" c="dimmed" mb="md">
        {ready
          ? 'Labels at home can be bought without.'
          : 'You say them once. Nothing is ever paid before you have seen the total.'}
      </Text>
      <ol className={classes['steps']}>
        {ready ? null : (
          <Step
            icon={IconMapPin}
            done={Boolean(sender)}
            title="Where parcels leave from"
            text={
              sender
                ? [sender.name, sender.city].filter(Boolean).join(', ')
                : 'The address stands on every label, and parcels come back to it.'
            }
          >
            {writable && !sender ? <Button onClick={onSender}>Enter the address</Button> : null}
          </Step>
        )}
        {ready ? null : (
          <Step
            icon={IconBox}
            done={state.parcelPresets.length > 0}
            title="A box"
            text={
              state.parcelPresets[0]?.name ??
              'Carriers price by size and weight: measure the packed parcel once.'
            }
          >
            {writable && state.parcelPresets.length === 0 ? (
              <Button variant={sender ? 'filled' : 'default'} onClick={onBox}>
                Add a box
              </Button>
            ) : null}
          </Step>
        )}
        {needsCustoms ? (
          <Step
            icon={IconWorld}
            done={customsDone}
            title="Customs data"
            text={
              customsDone
                ? 'All there.'
                : `${formatCount(abroad, 'order')} ${abroad === 1 ? 'goes' : 'go'} abroad, and customs ask what is in the parcel.`
            }
          >
            {writable && !customsDone ? (
              <LinkButton
                variant={sender && state.parcelPresets.length > 0 ? 'filled' : 'default'}
                href={paths.postage('customs')}
              >
                Fill in customs data
              </LinkButton>
            ) : null}
          </Step>
        ) : null}
      </ol>
      {rest.length > 0 ? (
        <Paper withBorder p="md" mt="md">
          <Text size="sm" mb="sm">
            {rest.join(' ')}
          </Text>
          <LinkButton variant="default" href={paths.postage('settings')}>
            Open the settings
          </LinkButton>
        </Paper>
      ) : null}
    </section>
  );
}

interface StepProps {
  icon: typeof IconBox;
  done: boolean;
  title: string;
  text: string;
  children: ReactNode;
}

function Step({ icon, done, title, text, children }: StepProps) {
  const Sign = done ? IconCheck : icon;
  const look = done ? 'shipped' : 'accent';
  return (
    <li>
      <Paper withBorder p="lg" className={classes['step']}>
        <ThemeIcon size={sizes.icon.hero} radius="xl" c={tone(look)} bg={tone(look, 'soft')} aria-hidden>
          <Sign size={sizes.icon.large} stroke={sizes.iconStroke} />
        </ThemeIcon>
        <div>
          <Title order={3}>
            {title}
            {done ? <span className="wb-sr-only"> (done)</span> : null}
          </Title>
          <Text size="sm" c="dimmed" className={classes['name']}>
            {text}
          </Text>
        </div>
        {children}
      </Paper>
    </li>
  );
}
