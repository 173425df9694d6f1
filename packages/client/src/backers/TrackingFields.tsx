import { skipToken, useQuery } from '@apollo/client/react';
import { Autocomplete, Button, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { CarrierGuess, Carriers } from '@waybill/schema/shipments';
import { formatList } from '../ui/format.ts';
import type { TrackingForm } from './tracking-form.ts';

/** Shorter numbers fit every carrier and none. */
const guessFrom = 8;

interface TrackingFieldsProps {
  value: TrackingForm;
  onChange: (value: TrackingForm) => void;
  error: (field: string) => string | undefined;
  /** Whether there is no parcel without a number. */
  required?: boolean;
}

/** Number, carrier and URL of a parcel. The carrier is guessed as the number is typed; the guess is taken by a click, never by itself. */
export function TrackingFields({ value, onChange, error, required = false }: TrackingFieldsProps) {
  const number = value.trackingNumber.trim();
  const [settled] = useDebouncedValue(number, 250);
  const carriers = useQuery(Carriers, { fetchPolicy: 'cache-first' });
  const guessing = useQuery(
    CarrierGuess,
    settled.length >= guessFrom
      ? { variables: { trackingNumber: settled }, fetchPolicy: 'cache-first' }
      : skipToken,
  );
  const guess = number.length >= guessFrom && settled === number ? guessing.data?.carrierGuess : null;
  const names = [...new Set(carriers.data?.carriers.map((carrier) => carrier.name) ?? [])];
  return (
    <Stack gap="sm">
      <TextInput
        label="Tracking number"
        {...(required ? { required } : { description: 'Leave empty when the parcel has none.' })}
        value={value.trackingNumber}
        onChange={(event) => onChange({ ...value, trackingNumber: event.currentTarget.value })}
        error={error('trackingNumber')}
        autoComplete="off"
        spellCheck={false}
        data-autofocus
      />
      <div>
        <Autocomplete
          label="Carrier"
          data={names}
          value={value.carrier}
          onChange={(carrier) => onChange({ ...value, carrier })}
          error={error('carrier')}
          placeholder={guess ? guess.carrier.name : 'Guessed from the number'}
        />
        <div aria-live="polite">
          {guess && guess.carrier.name !== value.carrier ? (
            <Text size="xs" c="dimmed" mt={4}>
              Looks like {guess.carrier.name} ({Math.round(guess.confidence * 100)}% sure
              {guess.alternatives.length > 0
                ? `; could be ${formatList(guess.alternatives.map((one) => one.name))}`
                : ''}
              ).{' '}
              <Button
                variant="subtle"
                size="compact-xs"
                onClick={() =>
                  onChange({
                    ...value,
                    carrier: guess.carrier.name,
                    trackingUrl: value.trackingUrl || (guess.trackingUrl ?? ''),
                  })
                }
              >
                Use {guess.carrier.name}
              </Button>
            </Text>
          ) : null}
        </div>
      </div>
      <TextInput
        label="Tracking URL"
        description="Made from the carrier’s pattern unless you give one."
        type="url"
        value={value.trackingUrl}
        onChange={(event) => onChange({ ...value, trackingUrl: event.currentTarget.value })}
        error={error('trackingUrl')}
        placeholder={guess?.trackingUrl ?? 'https://'}
      />
    </Stack>
  );
}
