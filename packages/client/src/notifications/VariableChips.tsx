import { Text, Tooltip, UnstyledButton } from '@mantine/core';
import type { MailTemplate } from '@waybill/schema/mail-templates';
import { useId } from 'react';
import { placeholder } from './template-text.ts';
import classes from './VariableChips.module.css';

interface VariableChipsProps {
  variables: MailTemplate['variables'];
  onInsert: (name: string) => void;
}

/** What a template can say of a backer; a click puts it where the cursor is. */
export function VariableChips({ variables, onInsert }: VariableChipsProps) {
  const id = useId();
  return (
    <div>
      <Text size="sm" fw={500} id={id} mb={4}>
        Put in at the cursor
      </Text>
      <ul className={classes['list']} aria-labelledby={id}>
        {variables.map(({ name, description, sample }) => (
          <li key={name}>
            <Tooltip
              multiline
              maw={320}
              label={
                <>
                  {description}
                  {sample ? <span className={classes['sample']}>{sample}</span> : null}
                </>
              }
            >
              <UnstyledButton
                className={classes['chip']}
                aria-label={`Insert ${placeholder(name)}: ${description}`}
                // The field keeps its cursor.
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => onInsert(name)}
              >
                {placeholder(name)}
              </UnstyledButton>
            </Tooltip>
          </li>
        ))}
      </ul>
    </div>
  );
}
