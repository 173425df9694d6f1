import { useMutation } from '@apollo/client/react';
import { Button, Group, Paper, Radio, Select, Stack, TextInput, Title } from '@mantine/core';
import { Postage, PostageSettingsUpdate, type PostageSettingsDetail } from '@waybill/schema/postage';
import { useState } from 'react';
import { FormErrors } from '../ui/FormErrors.tsx';
import { toastDone, toastWarning } from '../ui/toasts.ts';
import { useUserErrors } from '../ui/useUserErrors.ts';
import classes from './postage.module.css';

type Customs = PostageSettingsDetail['customs'];

const contents: { value: Customs['contentsType']; label: string }[] = [
  { value: 'MERCHANDISE', label: 'Merchandise: goods that were paid for, as rewards are' },
  { value: 'GIFT', label: 'Gift from person to person' },
  { value: 'DOCUMENTS', label: 'Documents' },
  { value: 'SAMPLE', label: 'Samples' },
  { value: 'RETURNED_GOODS', label: 'Returned goods' },
  { value: 'OTHER', label: 'Something else' },
];

interface CustomsDefaultsFormProps {
  projectId: string;
  customs: Customs;
  readOnly: boolean;
}

/** What every customs declaration of the project says. */
export function CustomsDefaultsForm({ projectId, customs, readOnly }: CustomsDefaultsFormProps) {
  const [signer, setSigner] = useState(customs.signer ?? '');
  const [contentsType, setContentsType] = useState(customs.contentsType);
  const [explanation, setExplanation] = useState(customs.contentsExplanation ?? '');
  const [nonDelivery, setNonDelivery] = useState(customs.nonDelivery);
  const [ioss, setIoss] = useState(customs.iossNumber ?? '');
  const errors = useUserErrors([
    'signer',
    'contentsType',
    'contentsExplanation',
    'nonDelivery',
    'iossNumber',
  ]);
  const [update, { loading }] = useMutation(PostageSettingsUpdate, { refetchQueries: [Postage] });
  const changed =
    signer.trim() !== (customs.signer ?? '') ||
    contentsType !== customs.contentsType ||
    explanation.trim() !== (customs.contentsExplanation ?? '') ||
    nonDelivery !== customs.nonDelivery ||
    ioss.trim() !== (customs.iossNumber ?? '');

  const save = async () => {
    try {
      const { data } = await update({
        variables: {
          projectId,
          input: {
            customs: {
              signer: signer.trim() || null,
              contentsType,
              contentsExplanation: contentsType === 'OTHER' ? explanation.trim() || null : null,
              nonDelivery,
              iossNumber: ioss.trim() || null,
            },
          },
        },
      });
      const payload = data?.postageSettingsUpdate;
      if (!errors.take(payload?.userErrors)) return;
      toastDone('The customs declarations are saved');
      for (const warning of payload?.warnings ?? []) toastWarning(warning, 'Saved, but');
    } catch (error) {
      errors.fail(error);
    }
  };

  return (
    <Paper withBorder p="lg" component="section" aria-labelledby="customs-all" className={classes['form']}>
      <Title order={2} id="customs-all" mb="sm">
        On every declaration
      </Title>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Stack gap="md">
          <FormErrors messages={errors.rest} />
          <TextInput
            label="Signed by"
            description="A person’s name. Without it nothing passes customs."
            maxLength={200}
            readOnly={readOnly}
            value={signer}
            onChange={(event) => setSigner(event.currentTarget.value)}
            error={errors.of('signer')}
          />
          <Select
            label="Contents"
            data={contents}
            allowDeselect={false}
            readOnly={readOnly}
            value={contentsType}
            onChange={(value) => setContentsType(value ?? contentsType)}
            error={errors.of('contentsType')}
          />
          {contentsType === 'OTHER' ? (
            <TextInput
              label="What they are"
              maxLength={200}
              readOnly={readOnly}
              value={explanation}
              onChange={(event) => setExplanation(event.currentTarget.value)}
              error={errors.of('contentsExplanation')}
            />
          ) : null}
          <Radio.Group
            label="What cannot be delivered"
            value={nonDelivery}
            onChange={setNonDelivery}
            error={errors.of('nonDelivery')}
          >
            <Stack gap="xs" mt="xs">
              <Radio value="RETURN" label="Comes back, at your cost" disabled={readOnly} />
              <Radio value="ABANDON" label="Is given up" disabled={readOnly} />
            </Stack>
          </Radio.Group>
          <TextInput
            label="IOSS number"
            description="Optional. With it, parcels into the EU of up to 150 € are taxed already, and nobody pays at the door."
            placeholder="IM3720000123"
            maxLength={40}
            readOnly={readOnly}
            value={ioss}
            onChange={(event) => setIoss(event.currentTarget.value)}
            error={errors.of('iossNumber')}
          />
          {readOnly ? null : (
            <Group gap="xs">
              <Button type="submit" loading={loading} disabled={!changed}>
                Save the declaration
              </Button>
            </Group>
          )}
        </Stack>
      </form>
    </Paper>
  );
}
