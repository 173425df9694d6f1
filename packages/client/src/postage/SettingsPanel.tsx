import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import type { PostageSettingsDetail } from '@waybill/schema/postage';
import { mayManage, type Project } from '../projects/project.ts';
import { countryName } from '../ui/country.ts';
import { ProviderForm } from './ProviderForm.tsx';
import classes from './postage.module.css';

interface SettingsPanelProps {
  project: Project;
  settings: PostageSettingsDetail;
  onSender: () => void;
}

/** Where labels are bought, and where parcels leave from. */
export function SettingsPanel({ project, settings, onSender }: SettingsPanelProps) {
  const manages = mayManage(project.creator.role);
  const { sender } = settings;
  return (
    <Stack gap="md" className={classes['form']}>
      <Paper withBorder p="lg" component="section" aria-labelledby="postage-sender">
        <Group justify="space-between" align="flex-start" wrap="nowrap">
          <div>
            <Title order={2} id="postage-sender" mb="xs">
              Where parcels leave from
            </Title>
            {sender ? (
              <address className={classes['address']}>
                {[
                  sender.name,
                  sender.company,
                  sender.line1,
                  sender.line2,
                  [sender.city, sender.state, sender.postalCode].filter(Boolean).join(', '),
                  countryName(sender.country),
                  [sender.phone, sender.email].filter(Boolean).join(' · '),
                ]
                  .filter(Boolean)
                  .map((line, index) => (
                    <span key={index}>{line}</span>
                  ))}
              </address>
            ) : (
              <Text size="sm" c="dimmed">
                No address yet. It stands on every label, and parcels come back to it.
              </Text>
            )}
          </div>
          {manages ? (
            <Button variant="default" flex="none" onClick={onSender}>
              {sender ? 'Change' : 'Enter the address'}
            </Button>
          ) : null}
        </Group>
      </Paper>
      <ProviderForm projectId={project.id} settings={settings} readOnly={!manages} />
      {manages ? null : (
        <Text size="sm" c="dimmed">
          Owners and managers change these settings.
        </Text>
      )}
    </Stack>
  );
}
