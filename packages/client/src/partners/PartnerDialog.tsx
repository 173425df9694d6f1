import { useMutation, useQuery } from '@apollo/client/react';
import { Button, Group, Modal, Radio, Select, Stack, Text, TextInput } from '@mantine/core';
import { VendorConnections } from '@waybill/schema/inbox';
import { PartnerCreate } from '@waybill/schema/project-partners';
import { useState } from 'react';
import { paths } from '../paths.ts';
import { useProject } from '../projects/project.ts';
import { FormErrors } from '../ui/FormErrors.tsx';
import { TextLink } from '../ui/TextLink.tsx';
import { useUserErrors } from '../ui/useUserErrors.ts';

interface PartnerDialogProps {
  onClose: () => void;
  onMade: (partnerId: string) => void;
}

/** Who ships, and by which way orders reach them. */
export function PartnerDialog({ onClose, onMade }: PartnerDialogProps) {
  const project = useProject();
  const [name, setName] = useState('');
  const [way, setWay] = useState<'api' | 'SHIPBOB'>('api');
  const [connectionId, setConnectionId] = useState<string | null>(null);
  const [create, { loading }] = useMutation(PartnerCreate);
  const errors = useUserErrors(['name', 'vendor', 'connectionId']);
  const { data } = useQuery(VendorConnections, {
    variables: { slug: project.creator.slug },
    skip: way === 'api',
  });
  const connections = (data?.creator?.vendorConnections ?? []).filter(
    ({ vendor, disabledAt }) => vendor === way && !disabledAt,
  );

  const submit = async () => {
    try {
      const { data: answer } = await create({
        variables: {
          projectId: project.id,
          input: { name: name.trim(), ...(way === 'api' ? {} : { vendor: way, connectionId }) },
        },
      });
      const payload = answer?.partnerCreate;
      if (errors.take(payload?.userErrors) && payload?.partner) onMade(payload.partner.id);
    } catch (thrown) {
      errors.fail(thrown);
    }
  };

  return (
    <Modal opened onClose={onClose} title="Add a partner">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack gap="lg">
          <FormErrors messages={errors.rest} />
          <TextInput
            label="Name"
            description="Who packs and ships: “Nordlager Hamburg”."
            required
            withAsterisk={false}
            maxLength={120}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={errors.of('name')}
            data-autofocus
          />
          <Radio.Group
            label="How orders reach them"
            value={way}
            onChange={(value) => {
              errors.clear();
              setWay(value);
            }}
            error={errors.of('vendor')}
          >
            <Stack gap="sm" mt="xs">
              <Radio
                value="api"
                label="They use Waybill’s API"
                description="With a token you give them, they fetch what you push and report what they ship."
              />
              <Radio
                value="SHIPBOB"
                label="ShipBob"
                description="Waybill sends each order to ShipBob and hears of its parcels by webhook."
              />
            </Stack>
          </Radio.Group>
          {way === 'api' ? null : (
            <Select
              label="Connection"
              description="Holds the vendor’s key."
              placeholder={connections.length === 0 ? 'None yet' : 'Choose one'}
              data={connections.map((connection) => ({ value: connection.id, label: connection.name }))}
              value={connectionId}
              onChange={setConnectionId}
              error={errors.of('connectionId')}
            />
          )}
          {way !== 'api' && data && connections.length === 0 ? (
            <Text size="sm">
              There is no connection to ShipBob yet.{' '}
              <TextLink href={paths.carrierUpdates(project.creator.slug)}>
                Make one under Carrier updates
              </TextLink>
              , with its API key.
            </Text>
          ) : null}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button
              type="submit"
              loading={loading}
              disabled={name.trim() === '' || (way !== 'api' && connectionId === null)}
            >
              Add the partner
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
