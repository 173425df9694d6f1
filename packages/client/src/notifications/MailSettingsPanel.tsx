import { useState } from 'react';
import {
  Button,
  Checkbox,
  Code,
  Group,
  NumberInput,
  Paper,
  Radio,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { useMutation } from '@apollo/client/react';
import { MailSettingsUpdate, type MailSettings } from '@waybill/schema/mail-settings';
import { mayManage, type Project } from '../projects/project.ts';
import { formatDuration, formatNumber } from '../ui/format.ts';
import { FormErrors } from '../ui/FormErrors.tsx';
import { toastDone } from '../ui/toasts.ts';
import { useUserErrors } from '../ui/useUserErrors.ts';
import classes from './MailSettingsPanel.module.css';
import { policyOrder, policyWords } from './policies.ts';

/** When mails go out, how fast, in whose name, and by which way. */
export function MailSettingsPanel({ project, settings }: { project: Project; settings: MailSettings }) {
  const [policy, setPolicy] = useState(settings.policy);
  const [wanted, setWanted] = useState(settings.onFirstScan);
  const [rate, setRate] = useState<number | string>(settings.ratePerMinute);
  const [senderName, setSenderName] = useState(settings.senderName ?? '');
  const [replyTo, setReplyTo] = useState(settings.replyTo ?? '');
  const errors = useUserErrors(['policy', 'onFirstScan', 'ratePerMinute', 'senderName', 'replyTo']);
  const [update, { loading }] = useMutation(MailSettingsUpdate);
  // A first scan is something that tells by itself.
  const onFirstScan = wanted && policy !== 'NEVER';
  const readOnly = !mayManage(project.creator.role);
  const perMinute = typeof rate === 'number' && rate > 0 ? rate : null;
  const changed =
    policy !== settings.policy ||
    onFirstScan !== settings.onFirstScan ||
    rate !== settings.ratePerMinute ||
    senderName.trim() !== (settings.senderName ?? '') ||
    replyTo.trim() !== (settings.replyTo ?? '');

  const save = async () => {
    try {
      const { data } = await update({
        variables: {
          projectId: project.id,
          input: {
            policy,
            onFirstScan,
            ratePerMinute: perMinute,
            senderName: senderName.trim() || null,
            replyTo: replyTo.trim() || null,
          },
        },
      });
      if (errors.take(data?.mailSettingsUpdate.userErrors)) toastDone('The mail settings are saved');
    } catch (error) {
      errors.fail(error);
    }
  };

  return (
    <form
      className={classes['form']}
      // The server says what is wrong with an address, beside the field.
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Stack gap="md">
        <FormErrors messages={errors.rest} />
        <Paper withBorder p="lg" component="section" aria-labelledby="mail-when">
          <Title order={2} id="mail-when" mb="sm">
            When backers are told
          </Title>
          <Stack gap="md">
            <Radio.Group
              label="After tracking numbers are added"
              value={policy}
              onChange={setPolicy}
              error={errors.of('policy')}
            >
              <Stack gap="sm" mt="xs">
                {policyOrder.map((one) => (
                  <Radio
                    key={one}
                    value={one}
                    label={policyWords[one].word}
                    description={policyWords[one].means}
                    disabled={readOnly}
                  />
                ))}
              </Stack>
            </Radio.Group>
            <Checkbox
              label="At the carrier’s first scan"
              description={
                policy === 'NEVER'
                  ? 'Off, because nothing is told by itself here: see the choice above.'
                  : 'A backer is told by itself once the carrier has the parcel, if they were not told before.'
              }
              checked={onFirstScan}
              disabled={readOnly || policy === 'NEVER'}
              onChange={(event) => setWanted(event.currentTarget.checked)}
              error={errors.of('onFirstScan')}
            />
          </Stack>
        </Paper>
        <Paper withBorder p="lg" component="section" aria-labelledby="mail-who">
          <Title order={2} id="mail-who" mb="sm">
            In whose name
          </Title>
          <Stack gap="md">
            <TextInput
              label="Sender’s name"
              description="What backers see as the sender."
              placeholder={project.creator.name}
              value={senderName}
              readOnly={readOnly}
              onChange={(event) => setSenderName(event.currentTarget.value)}
              error={errors.of('senderName')}
              maxLength={120}
            />
            <TextInput
              label="Replies go to"
              description="Backers answer these mails. Without an address their answers are lost."
              placeholder="hello@example.com"
              type="email"
              value={replyTo}
              readOnly={readOnly}
              onChange={(event) => setReplyTo(event.currentTarget.value)}
              error={errors.of('replyTo')}
            />
          </Stack>
        </Paper>
        <Paper withBorder p="lg" component="section" aria-labelledby="mail-how">
          <Title order={2} id="mail-how" mb="sm">
            How they go out
          </Title>
          <Stack gap="md">
            <div>
              <Text size="sm" fw={500}>
                Way out
              </Text>
              {settings.transport === 'SMTP' ? (
                <Text size="sm">
                  The mail server of this Waybill, as <Code>{settings.from}</Code>
                </Text>
              ) : (
                <Text size="sm">
                  The local mailbox: nothing leaves this machine. Start Waybill with{' '}
                  <Code>SMTP_URL=smtps://user:password@mail.example.com</Code> and <Code>MAIL_FROM</Code> to
                  send for real.
                </Text>
              )}
            </div>
            <NumberInput
              label="At most a minute"
              description={
                perMinute
                  ? `10,000 mails take ${formatDuration((10_000 / perMinute) * 60)} at ${formatNumber(perMinute)} a minute. Stay below what your mail provider allows.`
                  : 'Stay below what your mail provider allows.'
              }
              value={rate}
              onChange={setRate}
              readOnly={readOnly}
              min={1}
              max={1_000_000}
              allowDecimal={false}
              allowNegative={false}
              thousandSeparator=","
              suffix=" mails"
              error={errors.of('ratePerMinute')}
              className={classes['rate']}
            />
          </Stack>
        </Paper>
        {readOnly ? (
          <Text size="sm" c="dimmed">
            Owners and managers change these settings.
          </Text>
        ) : (
          <Group gap="xs">
            <Button type="submit" loading={loading} disabled={!changed || !perMinute}>
              Save the settings
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  );
}
