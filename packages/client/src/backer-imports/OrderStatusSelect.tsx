import { Group, Select, Text, type SelectProps } from '@mantine/core';
import { sizes, tone } from '../theme.ts';
import { orderStatusLooks, type OrderStatus } from '../ui/status.ts';

type OrderStatusSelectProps = Omit<SelectProps, 'data' | 'value' | 'onChange'> & {
  value: OrderStatus | null;
  onChange: (status: OrderStatus | null) => void;
};

const data = Object.entries(orderStatusLooks).map(([value, look]) => ({ value, label: look.word }));

/** One of our order statuses, with its sign. */
export function OrderStatusSelect({ onChange, ...props }: OrderStatusSelectProps) {
  return (
    <Select
      data={data}
      maxDropdownHeight={400}
      onChange={(status) => onChange(status as OrderStatus | null)}
      renderOption={({ option }) => {
        const look = orderStatusLooks[option.value as OrderStatus];
        const Sign = look.icon;
        return (
          <Group gap="xs" wrap="nowrap">
            <Sign
              size={sizes.icon.medium}
              stroke={sizes.iconStroke}
              color={tone(look.tone, 'text')}
              aria-hidden
            />
            <Text size="sm">{option.label}</Text>
          </Group>
        );
      }}
      {...props}
    />
  );
}
