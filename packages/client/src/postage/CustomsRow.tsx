import { useMutation } from '@apollo/client/react';
import { Button, NumberInput, Text, TextInput } from '@mantine/core';
import { CustomsItemUpdate, Postage, type CustomsItemDetail } from '@waybill/schema/postage';
import { useState } from 'react';
import { formatCount } from '../ui/format.ts';
import { toastDone } from '../ui/toasts.ts';
import { useUserErrors } from '../ui/useUserErrors.ts';
import { CountrySelect } from './CountrySelect.tsx';
import { centsOf } from './money.ts';
import classes from './postage.module.css';

interface CustomsRowProps {
  projectId: string;
  item: CustomsItemDetail;
  writable: boolean;
}

interface Draft {
  description: string;
  hsCode: string;
  originCountry: string;
  value: number | string;
  weight: number | string;
}

const draftOf = (item: CustomsItemDetail): Draft => ({
  description: item.description ?? '',
  hsCode: item.hsCode ?? '',
  originCountry: item.originCountry ?? '',
  value: item.valueCents === null ? '' : item.valueCents / 100,
  weight: item.weightG ?? '',
});

/** One item, edited where it stands; what is missing says so in its own field. */
export function CustomsRow({ projectId, item, writable }: CustomsRowProps) {
  const [draft, setDraft] = useState<Draft>(() => draftOf(item));
  const errors = useUserErrors(['description', 'hsCode', 'originCountry', 'valueCents', 'weightG']);
  const [update, { loading }] = useMutation(CustomsItemUpdate, { refetchQueries: [Postage] });
  const before = draftOf(item);
  const changed = (Object.keys(draft) as (keyof Draft)[]).some(
    (key) => String(draft[key]).trim() !== String(before[key]),
  );
  const said = (field: string, empty: boolean) =>
    errors.of(field) ?? (empty && item.missing.includes(field) ? 'Missing' : undefined);

  const save = async () => {
    try {
      const { data } = await update({
        variables: {
          projectId,
          input: {
            sku: item.sku,
            description: draft.description.trim() || null,
            hsCode: draft.hsCode.trim() || null,
            originCountry: draft.originCountry || null,
            valueCents: centsOf(draft.value),
            currency: item.currency,
            weightG: draft.weight === '' ? null : Math.round(Number(draft.weight)),
          },
        },
      });
      const payload = data?.customsItemUpdate;
      if (!errors.take(payload?.userErrors)) return;
      if (payload?.customsItem) setDraft(draftOf(payload.customsItem));
      toastDone(`Customs data of ${item.sku} saved`);
    } catch (error) {
      errors.fail(error);
    }
  };
  const name = item.name || item.sku;
  const onEnter = (event: React.KeyboardEvent) => {
    if (event.key === 'Enter' && changed) void save();
  };

  return (
    <div role="row" className={classes['customsRow']} onKeyDown={onEnter}>
      <div role="cell" className={classes['words']}>
        <Text size="sm" fw={550} className={classes['name']}>
          {name}
        </Text>
        <Text size="xs" c="dimmed" className={classes['name']}>
          {item.sku} · {formatCount(item.orders, 'order')}
        </Text>
        {errors.rest.length > 0 ? (
          <Text size="xs" c="red" role="alert">
            {errors.rest.join(' ')}
          </Text>
        ) : null}
      </div>
      <div role="cell">
        <TextInput
          aria-label={`What ${name} is, for customs`}
          placeholder={name}
          readOnly={!writable}
          value={draft.description}
          onChange={(event) => setDraft({ ...draft, description: event.currentTarget.value })}
          error={said('description', false)}
        />
      </div>
      <div role="cell">
        <TextInput
          aria-label={`HS code of ${name}`}
          placeholder="9504.90"
          inputMode="numeric"
          readOnly={!writable}
          value={draft.hsCode}
          onChange={(event) => setDraft({ ...draft, hsCode: event.currentTarget.value })}
          error={said('hsCode', draft.hsCode === '')}
        />
      </div>
      <div role="cell">
        <CountrySelect
          aria-label={`Where ${name} was made`}
          placeholder="Country"
          readOnly={!writable}
          value={draft.originCountry}
          onChange={(originCountry) => setDraft({ ...draft, originCountry })}
          error={said('originCountry', draft.originCountry === '')}
        />
      </div>
      <div role="cell">
        <NumberInput
          aria-label={`Value of one ${name} in ${item.currency}`}
          suffix={` ${item.currency}`}
          placeholder={item.currency}
          min={0}
          decimalScale={2}
          allowNegative={false}
          hideControls
          readOnly={!writable}
          value={draft.value}
          onChange={(value) => setDraft({ ...draft, value })}
          error={said('valueCents', draft.value === '')}
        />
      </div>
      <div role="cell">
        <NumberInput
          aria-label={`Weight of one ${name} in grams`}
          suffix=" g"
          placeholder="g"
          min={1}
          allowDecimal={false}
          allowNegative={false}
          thousandSeparator=","
          hideControls
          readOnly={!writable}
          value={draft.weight}
          onChange={(weight) => setDraft({ ...draft, weight })}
          error={said('weightG', draft.weight === '')}
        />
      </div>
      <div role="cell" className={classes['customsSave']}>
        {writable && changed ? (
          <Button size="compact-sm" loading={loading} onClick={() => void save()} aria-label={`Save ${name}`}>
            Save
          </Button>
        ) : null}
      </div>
    </div>
  );
}
