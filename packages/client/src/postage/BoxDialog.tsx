import { useMutation, useQuery } from '@apollo/client/react';
import {
  Button,
  Group,
  Modal,
  NumberInput,
  Select,
  SimpleGrid,
  Stack,
  TagsInput,
  Text,
  TextInput,
} from '@mantine/core';
import {
  ParcelPresetCreate,
  ParcelPresetUpdate,
  Postage,
  type ParcelPresetItem,
} from '@waybill/schema/postage';
import { ProjectSegments } from '@waybill/schema/segments';
import { useState } from 'react';
import { FormErrors } from '../ui/FormErrors.tsx';
import { toastDone } from '../ui/toasts.ts';
import { useUserErrors } from '../ui/useUserErrors.ts';
import { formatBoxInches, formatOunces, mmOf } from './measures.ts';
import { usePostage } from './use-postage.ts';

interface BoxDialogProps {
  projectId: string;
  /** Null for a new one. */
  preset: ParcelPresetItem | null;
  onClose: () => void;
}

/** A packed parcel as it is handed over, and for which orders it is. */
export function BoxDialog({ projectId, preset, onClose }: BoxDialogProps) {
  const [name, setName] = useState(preset?.name ?? '');
  const [length, setLength] = useState<number | string>(preset ? preset.lengthMm / 10 : '');
  const [width, setWidth] = useState<number | string>(preset ? preset.widthMm / 10 : '');
  const [height, setHeight] = useState<number | string>(preset ? preset.heightMm / 10 : '');
  const [weight, setWeight] = useState<number | string>(preset?.weightG ?? '');
  const [skus, setSkus] = useState<string[]>(preset ? [...preset.skus] : []);
  const [segmentId, setSegmentId] = useState<string | null>(preset?.segmentId ?? null);
  const errors = useUserErrors(['name', 'lengthMm', 'widthMm', 'heightMm', 'weightG', 'skus', 'segmentId']);
  const again = { refetchQueries: [Postage] };
  const [create, creating] = useMutation(ParcelPresetCreate, again);
  const [update, updating] = useMutation(ParcelPresetUpdate, again);
  const { data: segments } = useQuery(ProjectSegments, { variables: { projectId } });
  const { postage } = usePostage(projectId);

  const sizesMm = { lengthMm: mmOf(length), widthMm: mmOf(width), heightMm: mmOf(height) };
  const { lengthMm, widthMm, heightMm } = sizesMm;
  const inches =
    lengthMm && widthMm && heightMm
      ? formatBoxInches({ lengthMm, widthMm, heightMm })
      : 'Outside, in centimetres';

  const submit = async () => {
    const input = {
      name: name.trim(),
      ...sizesMm,
      weightG: weight === '' ? null : Math.round(Number(weight)),
      skus,
      segmentId,
    };
    try {
      const { data } = preset
        ? await update({ variables: { id: preset.id, input } }).then(({ data: answer }) => ({
            data: answer?.parcelPresetUpdate,
          }))
        : await create({ variables: { projectId, input } }).then(({ data: answer }) => ({
            data: answer?.parcelPresetCreate,
          }));
      if (!errors.take(data?.userErrors)) return;
      toastDone(`The box “${input.name}” is saved`);
      onClose();
    } catch (error) {
      errors.fail(error);
    }
  };
  const side = (
    label: string,
    field: keyof typeof sizesMm,
    value: number | string,
    set: (v: number | string) => void,
  ) => (
    <NumberInput
      label={label}
      suffix=" cm"
      min={0.1}
      max={300}
      decimalScale={1}
      allowNegative={false}
      hideControls
      value={value}
      onChange={set}
      error={errors.of(field)}
    />
  );

  return (
    <Modal opened onClose={onClose} title={preset ? `Edit “${preset.name}”` : 'Add a box'}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack gap="md">
          <FormErrors messages={errors.rest} />
          <TextInput
            label="Name"
            placeholder="Game box, one copy"
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={errors.of('name')}
            data-autofocus
          />
          <div>
            <SimpleGrid cols={3} spacing="sm">
              {side('Length', 'lengthMm', length, setLength)}
              {side('Width', 'widthMm', width, setWidth)}
              {side('Height', 'heightMm', height, setHeight)}
            </SimpleGrid>
            <Text size="xs" c="dimmed" mt={4}>
              {inches}
            </Text>
          </div>
          <div>
            <NumberInput
              label="Weight, packed"
              suffix=" g"
              min={1}
              max={70_000}
              allowDecimal={false}
              allowNegative={false}
              thousandSeparator=","
              hideControls
              value={weight}
              onChange={setWeight}
              error={errors.of('weightG')}
            />
            <Text size="xs" c="dimmed" mt={4}>
              {Number(weight) > 0
                ? formatOunces(Number(weight))
                : 'The parcel on the scale, with everything in it. Too little is charged again later.'}
            </Text>
          </div>
          <TagsInput
            label="Only for orders of these SKUs"
            description="Leave it empty for any order."
            placeholder={skus.length === 0 ? 'Any order' : ''}
            data={(postage?.customsItems ?? []).map(({ sku }) => sku)}
            value={skus}
            onChange={setSkus}
            error={errors.of('skus')}
          />
          <Select
            label="Only for backers of a segment"
            placeholder="Any backer"
            clearable
            searchable
            data={(segments?.project?.segments ?? []).map((segment) => ({
              value: segment.id,
              label: segment.name,
            }))}
            value={segmentId}
            onChange={setSegmentId}
            clearButtonProps={{ 'aria-label': 'Any backer' }}
            nothingFoundMessage="No segment of that name"
            error={errors.of('segmentId')}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={creating.loading || updating.loading} disabled={!name.trim()}>
              {preset ? 'Save the box' : 'Add the box'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
