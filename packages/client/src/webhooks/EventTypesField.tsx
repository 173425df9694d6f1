import { Button, Checkbox, Group, Input, Stack, Text } from '@mantine/core';
import type { WebhookEventTypeInfo } from '@waybill/schema/webhooks';
import classes from './EventTypesField.module.css';
import { typeGroups, type WebhookEventType } from './webhook-looks.ts';

interface EventTypesFieldProps {
  types: readonly WebhookEventTypeInfo[];
  value: WebhookEventType[];
  onChange: (value: WebhookEventType[]) => void;
  error: string | undefined;
}

/** What an endpoint is told: each type by its name on the wire and in words. */
export function EventTypesField({ types, value, onChange, error }: EventTypesFieldProps) {
  const offered = types.filter(({ optional }) => optional);
  const all = value.length === offered.length;
  return (
    <Checkbox.Group
      label={
        <Group justify="space-between" component="span" wrap="nowrap">
          <span>It is told</span>
        </Group>
      }
      value={value}
      onChange={(next) => onChange(next)}
      error={error}
    >
      <Button
        size="compact-xs"
        variant="subtle"
        className={classes['all']}
        onClick={() => onChange(all ? [] : offered.map(({ type }) => type))}
      >
        {all ? 'Choose none' : 'Choose all'}
      </Button>
      <div className={classes['groups']}>
        {typeGroups.map(({ word, starts }) => (
          <fieldset key={word} className={classes['group']}>
            <legend className={classes['legend']}>{word}</legend>
            <Stack gap="xs">
              {offered
                .filter(({ name }) => starts.includes(name.split('.')[0] ?? ''))
                .map(({ type, name, description }) => (
                  <Checkbox key={type} value={type} label={<code>{name}</code>} description={description} />
                ))}
            </Stack>
          </fieldset>
        ))}
      </div>
      {value.length === 0 ? (
        <Text size="xs" c="dimmed" mt="xs">
          Choose at least one.
        </Text>
      ) : (
        <Input.Description mt="xs">{value.length} chosen</Input.Description>
      )}
    </Checkbox.Group>
  );
}
