import { useMutation } from '@apollo/client/react';
import { Button, Group, List, Modal, Radio, Stack, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { ProjectUpdate } from '@waybill/schema/projects';
import { useState } from 'react';
import { usePaths } from '../paths.ts';
import { FormErrors } from '../ui/FormErrors.tsx';
import { toastDone } from '../ui/toasts.ts';
import { useUserErrors } from '../ui/useUserErrors.ts';
import { methodOrder, methodWords, type FulfillmentMethod } from './methods.ts';
import type { Project } from './project.ts';

interface MethodDialogProps {
  project: Project;
  /** Chosen when it opens; the project's own otherwise. */
  wanted?: FulfillmentMethod;
  onClose: () => void;
}

/** What an order waits for under each method: all that a change of it changes. */
const becomes: Record<FulfillmentMethod, string> = {
  MANUAL_EXPORT: 'Orders become Fulfilled when you mark them, or upload their tracking numbers.',
  INTEGRATION: 'Orders you send to a partner become Fulfilled when the partner reports their parcels.',
  POSTAGE: 'Orders whose label was bought here become Fulfilled when the carrier first scans the parcel.',
};

/** Another way for parcels to get out, with what changes and what does not. */
export function MethodDialog({ project, wanted, onClose }: MethodDialogProps) {
  const paths = usePaths();
  const navigate = useNavigate();
  const before = project.fulfillmentMethod;
  const [method, setMethod] = useState<FulfillmentMethod>(wanted ?? before);
  const errors = useUserErrors(['fulfillmentMethod']);
  const [update, { loading }] = useMutation(ProjectUpdate);

  const submit = async () => {
    try {
      const { data } = await update({ variables: { id: project.id, input: { fulfillmentMethod: method } } });
      if (!errors.take(data?.projectUpdate.userErrors)) return;
      toastDone(`${project.title} ships by: ${methodWords[method].word}`);
      onClose();
      if (method === 'POSTAGE') void navigate({ to: paths.postage() });
    } catch (error) {
      errors.fail(error);
    }
  };

  return (
    <Modal opened onClose={onClose} title="How this project ships">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack gap="lg">
          <FormErrors messages={errors.rest} />
          <Radio.Group
            aria-label="Method"
            value={method}
            onChange={setMethod}
            error={errors.of('fulfillmentMethod')}
          >
            <Stack gap="sm">
              {methodOrder.map((one) => (
                <Radio
                  key={one}
                  value={one}
                  label={`${methodWords[one].word}${one === before ? ' (now)' : ''}`}
                  description={methodWords[one].means}
                />
              ))}
            </Stack>
          </Radio.Group>
          {method === before ? null : (
            <div role="status">
              <Text size="sm" fw={600}>
                What changes
              </Text>
              <List size="sm" mb="sm">
                <List.Item>{becomes[method]}</List.Item>
                <List.Item>The dashboard and the navigation put what belongs to it first.</List.Item>
              </List>
              <Text size="sm" fw={600}>
                What does not
              </Text>
              <List size="sm">
                <List.Item>
                  Parcels under way keep theirs: labels that were bought wait for their scan, orders at a
                  partner stay there.
                </List.Item>
                <List.Item>No order changes its status. You can change back at any time.</List.Item>
                <List.Item>Uploads, labels and partners stay within reach under every method.</List.Item>
              </List>
            </div>
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={loading} disabled={method === before}>
              {method === before ? 'Ships so already' : `Ship by: ${methodWords[method].word}`}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
