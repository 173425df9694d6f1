import { useMutation } from '@apollo/client/react';
import { Button, Group, Paper, PasswordInput, Radio, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import {
  Postage,
  PostageSettingsUpdate,
  type PostageSettingsDetail,
  type PostageSettingsInput,
} from '@waybill/schema/postage';
import { useState } from 'react';
import { sizes, tone } from '../theme.ts';
import { FormErrors } from '../ui/FormErrors.tsx';
import { toastDone, toastWarning } from '../ui/toasts.ts';
import { useUserErrors } from '../ui/useUserErrors.ts';

interface ProviderFormProps {
  projectId: string;
  settings: PostageSettingsDetail;
  readOnly: boolean;
}

/** Where labels are bought: for show, or for money. */
export function ProviderForm({ projectId, settings, readOnly }: ProviderFormProps) {
  const [chosen, setChosen] = useState<typeof settings.provider | null>(null);
  const provider = chosen ?? settings.provider;
  const [apiKey, setApiKey] = useState('');
  const errors = useUserErrors(['provider', 'apiKey']);
  const [update, { loading }] = useMutation(PostageSettingsUpdate, {
    refetchQueries: [Postage],
    awaitRefetchQueries: true,
  });
  const key = provider === 'EASYPOST' ? apiKey.trim() : '';
  const changed = provider !== settings.provider || key !== '';

  const save = async (input: PostageSettingsInput, done: string, halfDone = 'Saved, but') => {
    try {
      const { data } = await update({ variables: { projectId, input } });
      const payload = data?.postageSettingsUpdate;
      if (!errors.take(payload?.userErrors)) return;
      // What was chosen or typed and not sent is still to be saved.
      if (input.provider) setChosen(null);
      if (input.apiKey) setApiKey('');
      const warnings = payload?.warnings ?? [];
      if (warnings.length === 0) toastDone(done);
      for (const warning of warnings) toastWarning(warning, halfDone);
    } catch (error) {
      errors.fail(error);
    }
  };

  return (
    <Paper withBorder p="lg" component="section" aria-labelledby="postage-provider">
      <Title order={2} id="postage-provider" mb="sm">
        Where labels are bought
      </Title>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save({ provider, ...(key && { apiKey: key }) }, 'The provider is saved');
        }}
      >
        <Stack gap="md">
          <FormErrors messages={errors.rest} />
          <Radio.Group
            aria-label="Provider"
            value={provider}
            onChange={setChosen}
            error={errors.of('provider')}
          >
            <Stack gap="sm">
              <Radio
                value="SIMULATOR"
                label="Simulator"
                description="Nothing is paid, labels are samples. Parcels are scanned and delivered by themselves within minutes."
                disabled={readOnly}
              />
              <Radio
                value="EASYPOST"
                label="EasyPost"
                description="Real labels, paid from your account there, with the carriers you have set up there."
                disabled={readOnly}
              />
            </Stack>
          </Radio.Group>
          {provider === 'EASYPOST' ? (
            <PasswordInput
              label="API key"
              description={
                settings.hasKey
                  ? 'A key is kept, sealed, and never shown. Enter another to replace it.'
                  : 'From EasyPost: Account Settings, API Keys. It is kept sealed and never shown again. A key that begins with EZTK buys samples only.'
              }
              autoComplete="off"
              spellCheck={false}
              readOnly={readOnly}
              value={apiKey}
              onChange={(event) => setApiKey(event.currentTarget.value)}
              error={errors.of('apiKey')}
            />
          ) : null}
          {settings.provider === provider ? (
            <News
              heard={settings.hearsOfParcels}
              asking={loading}
              // Where something else is missing, that comes first.
              onAsk={
                readOnly || settings.missing.length > 0
                  ? null
                  : () => void save({}, 'Scans are heard of', 'Scans are not heard of')
              }
            />
          ) : null}
          {readOnly ? null : (
            <Group gap="xs">
              <Button type="submit" loading={loading} disabled={!changed}>
                Save the provider
              </Button>
              {settings.provider === 'EASYPOST' && settings.hasKey ? (
                <Button
                  variant="default"
                  disabled={loading}
                  onClick={() => void save({ apiKey: '' }, 'The key is taken away')}
                >
                  Take the key away
                </Button>
              ) : null}
            </Group>
          )}
        </Stack>
      </form>
    </Paper>
  );
}

interface NewsProps {
  heard: boolean;
  asking: boolean;
  /** Null where it cannot be asked for here. */
  onAsk: (() => void) | null;
}

/** Whether scans will be heard of: without them no order becomes Fulfilled. */
function News({ heard, asking, onAsk }: NewsProps) {
  const Sign = heard ? IconCircleCheck : IconAlertTriangle;
  return (
    <Group gap="xs" wrap="nowrap" align="flex-start">
      <Sign
        size={sizes.icon.medium + 2}
        color={tone(heard ? 'shipped' : 'shipping')}
        style={{ flex: 'none', marginTop: 2 }}
        aria-hidden
      />
      <Stack gap="xs" align="flex-start">
        <Text size="sm">
          {heard
            ? 'The provider tells Waybill of every scan, so orders become Fulfilled by themselves.'
            : 'Waybill does not hear of scans: the connection for them is not set up yet, or was disabled under Carrier updates. Without it no order becomes Fulfilled by itself. The next purchase sets it up.'}
        </Text>
        {heard || !onAsk ? null : (
          <Button variant="default" size="compact-md" loading={asking} onClick={onAsk}>
            Set it up now
          </Button>
        )}
      </Stack>
    </Group>
  );
}
