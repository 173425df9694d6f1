import { useId, useState } from 'react';
import { UnstyledButton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import type { OutcomeCount } from '@waybill/schema/operations';
import { sizes, tone } from '../theme.ts';
import { AnimatedNumber } from '../ui/AnimatedNumber.tsx';
import { severityLooks } from '../ui/status.ts';
import { OutcomeRows } from './OutcomeRows.tsx';
import classes from './OutcomeGroup.module.css';

interface OutcomeGroupProps {
  operationId: string;
  outcome: OutcomeCount;
  plan: string;
  /** Says of each group whether it changes something; off in a report, where it has. */
  effect?: boolean;
}

/** Rows with one outcome: how many, what it means, how to mend it; opened, the rows themselves. */
export function OutcomeGroup({ operationId, outcome, plan, effect }: OutcomeGroupProps) {
  const [open, setOpen] = useState(false);
  const panelId = useId();
  const look = severityLooks[outcome.severity];
  const Sign = look.icon;
  return (
    <div className={classes['group']}>
      <UnstyledButton
        className={classes['head']}
        aria-expanded={open}
        aria-controls={open ? panelId : undefined}
        onClick={() => setOpen(!open)}
      >
        <Sign
          className={classes['sign']}
          size={sizes.icon.large}
          stroke={sizes.iconStroke}
          color={tone(look.tone, 'text')}
          aria-label={look.word}
        />
        <span>
          <span className={classes['title']}>{outcome.title}</span>
          {outcome.help ? <span className={classes['help']}>{outcome.help}</span> : null}
        </span>
        <span className={classes['count']}>
          <AnimatedNumber value={outcome.count} />
          {effect ? (
            <span className={classes['effect']}>{outcome.applies ? 'applied' : 'not applied'}</span>
          ) : null}
        </span>
        <IconChevronRight className={classes['chevron']} size={sizes.icon.medium} aria-hidden />
      </UnstyledButton>
      {open ? (
        <div id={panelId}>
          <OutcomeRows
            operationId={operationId}
            outcome={[outcome.code]}
            plan={plan}
            label={outcome.title}
            said={`${outcome.title}. ${outcome.help}`}
          />
        </div>
      ) : null}
    </div>
  );
}
