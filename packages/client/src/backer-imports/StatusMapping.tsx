import { useState } from 'react';
import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import type { OperationDetail } from '@waybill/schema/operations';
import { formatCount } from '../ui/format.ts';
import { StatusBadge } from '../ui/StatusBadge.tsx';
import type { OrderStatus } from '../ui/status.ts';
import { withAnswers, type StatusAnswers } from './import-choices.ts';
import { OrderStatusSelect } from './OrderStatusSelect.tsx';
import classes from './StatusMapping.module.css';

interface StatusMappingProps {
  operation: OperationDetail;
  disabled: boolean;
  onAnswer: (mapping: { value: string; status: OrderStatus }[]) => void;
}

/**
 * The words of the file that stand for a status: those nobody knows are asked, since a wrong guess would tell
 * backers that a parcel is on its way; those that are known can be looked at and changed.
 */
export function StatusMapping({ operation, disabled, onAnswer }: StatusMappingProps) {
  const [answers, setAnswers] = useState<StatusAnswers>({});
  const unknown = operation.options?.unknownStatuses ?? [];
  const known = operation.options?.statusMapping ?? [];
  if (unknown.length === 0 && known.length === 0) return null;
  const answered = unknown.filter(({ value }) => Object.hasOwn(answers, value)).length;
  const changed = known.some(({ value }) => Object.hasOwn(answers, value));
  const answer = (value: string, status: OrderStatus | null) => {
    if (status) setAnswers({ ...answers, [value]: status });
    else setAnswers(Object.fromEntries(Object.entries(answers).filter(([key]) => key !== value)));
  };
  return (
    <Paper withBorder p="md" component="section" aria-label="Statuses">
      <Stack gap="md">
        {unknown.length > 0 ? (
          <div>
            <Title order={3}>What do these words mean?</Title>
            <Text size="sm" c="dimmed">
              Your file says them of orders, and Waybill does not guess. The import waits for your answer.
            </Text>
          </div>
        ) : (
          <Title order={3}>Statuses of your file</Title>
        )}
        <ul className={classes['list']}>
          {unknown.map(({ value, count }) => (
            <li key={value} className={classes['line']}>
              <Text size="sm" className={classes['value']}>
                {quoted(value)}{' '}
                <Text span c="dimmed" inherit>
                  {formatCount(count, 'order')}
                </Text>
              </Text>
              <OrderStatusSelect
                aria-label={`${quoted(value)} means`}
                placeholder="Means…"
                value={answers[value] ?? null}
                onChange={(status) => answer(value, status)}
                disabled={disabled}
              />
            </li>
          ))}
          {known.map(({ value, status }) => (
            <li key={value} className={classes['line']}>
              <Text size="sm" className={classes['value']}>
                {quoted(value)}
              </Text>
              {disabled ? (
                <StatusBadge order={status} />
              ) : (
                <OrderStatusSelect
                  aria-label={`${quoted(value)} means`}
                  value={answers[value] ?? status}
                  onChange={(next) => answer(value, next)}
                  allowDeselect={false}
                />
              )}
            </li>
          ))}
        </ul>
        {unknown.length > 0 || changed ? (
          <Group justify="space-between" gap="xs">
            <Text size="sm" c="dimmed">
              {unknown.length > 0 ? `${answered} of ${unknown.length} answered` : ''}
            </Text>
            <Button
              variant="light"
              disabled={disabled || answered < unknown.length || (answered === 0 && !changed)}
              onClick={() => {
                onAnswer(withAnswers(known, answers));
                setAnswers({});
              }}
            >
              Use these answers
            </Button>
          </Group>
        ) : null}
      </Stack>
    </Paper>
  );
}

/** A word of the file in quotes; what stands for "no word at all" comes in brackets and is no quotation. */
function quoted(value: string): string {
  return value.startsWith('(') ? 'Rows that name no status' : `“${value}”`;
}
