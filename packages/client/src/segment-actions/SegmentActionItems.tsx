import { skipToken, useQuery } from '@apollo/client/react';
import { Menu } from '@mantine/core';
import type { BackerTarget } from '@waybill/schema/backers';
import { ActionChoices, type ActionChoice, type SegmentAction } from '@waybill/schema/segment-actions';
import { Fragment } from 'react';
import { mayManage, type Project } from '../projects/project.ts';
import { sizes } from '../theme.ts';
import { formatNumber } from '../ui/format.ts';
import { ACTION_GROUPS, ACTIONS, wantsManager } from './actions.ts';
import classes from './SegmentActionItems.module.css';

interface SegmentActionItemsProps {
  project: Project;
  target: BackerTarget;
  /** Whether the menu is open: only then is anything counted. */
  open: boolean;
  /** Actions that have a button of their own beside the menu. */
  without?: readonly SegmentAction[];
  onChoose: (action: SegmentAction) => void;
}

/** The actions on many backers as entries of a menu: how many each would change, and why one cannot work. */
export function SegmentActionItems({ project, target, open, without, onChoose }: SegmentActionItemsProps) {
  const { data } = useQuery(
    ActionChoices,
    open ? { variables: { projectId: project.id, target }, fetchPolicy: 'cache-and-network' } : skipToken,
  );
  const manages = mayManage(project.creator.role);
  return ACTION_GROUPS.map((group, index) => (
    <Fragment key={group[0]}>
      {index > 0 ? <Menu.Divider /> : null}
      {group
        .filter((action) => !without?.includes(action) && (manages || !wantsManager(action)))
        .map((action) => {
          const look = ACTIONS[action];
          const choice = look.choice ? (data?.[look.choice] ?? null) : null;
          return (
            <Menu.Item
              key={action}
              leftSection={<look.icon size={sizes.icon.medium} stroke={sizes.iconStroke} aria-hidden />}
              disabled={choice?.changes === 0}
              onClick={() => onChoose(action)}
              {...(look.danger && choice?.changes !== 0 ? { className: classes['danger'] ?? '' } : {})}
            >
              <span className={classes['entry']}>
                {look.word}…
                {choice && choice.changes > 0 ? (
                  <span className={classes['count']}>{formatNumber(choice.changes)}</span>
                ) : null}
              </span>
              {choice?.changes === 0 ? <span className={classes['why']}>{whyNot(choice)}</span> : null}
            </Menu.Item>
          );
        })}
    </Fragment>
  ));
}

/** Why an action can work for none of them: "Not Fulfilled: 12, On hold: 3". */
function whyNot({ outcomes }: ActionChoice): string {
  const reasons = outcomes
    .filter(({ applies, count }) => !applies && count > 0)
    .map(({ count, title }) => `${title}: ${formatNumber(count)}`);
  return reasons.length > 0 ? reasons.join(', ') : 'Nobody is in it';
}
