import { Button, Select, Text } from '@mantine/core';
import { IconBoxMultiple, IconClipboardText } from '@tabler/icons-react';
import { TREE_LIMITS, type FilterOp } from '@waybill/schema/filter-tree';
import { sizes } from '../theme.ts';
import { useBuilder } from './builder-context.ts';
import { ConditionRow } from './ConditionRow.tsx';
import { isDraftGroup, newId, type DraftGroup } from './draft.ts';
import { FieldAdder } from './FieldAdder.tsx';
import classes from './FilterBuilder.module.css';
import { inMain } from './in-main.ts';
import { NodeMenu } from './NodeMenu.tsx';

const ops: readonly { value: FilterOp; label: string }[] = [
  { value: 'AND', label: 'all of these hold' },
  { value: 'OR', label: 'any of these holds' },
  { value: 'NOT', label: 'none of these holds' },
];
const joiners: Record<FilterOp, string> = { AND: 'and', OR: 'or', NOT: 'nor' };

interface FilterGroupEditorProps {
  group: DraftGroup;
  /** The group around it; the root has none. */
  parent?: DraftGroup;
  depth: number;
  /** It stands within an odd number of groups of which none may hold. */
  negated?: boolean;
  /** Opens the paste box for this group. */
  onPaste: (groupId: string) => void;
}

/** Conditions and groups that belong together, and how. */
export function FilterGroupEditor({
  group,
  parent,
  depth,
  negated = false,
  onPaste,
}: FilterGroupEditorProps) {
  const { change, focus } = useBuilder();
  const within = (group.op === 'NOT') !== negated;
  const deeper = depth + 1 < TREE_LIMITS.depth;
  const icon = { size: sizes.icon.medium, stroke: sizes.iconStroke, 'aria-hidden': true } as const;
  const words = ops.find(({ value }) => value === group.op)?.label ?? '';

  const addGroup = () => {
    const node: DraftGroup = { id: newId(), op: group.op === 'OR' ? 'AND' : 'OR', nodes: [] };
    change({ do: 'add', groupId: group.id, node });
    focus(node.id, 'add');
  };

  return (
    <div
      role="group"
      aria-label={parent ? `Group: ${words}` : `Conditions: ${words}`}
      className={classes['group']}
      data-node={group.id}
      data-nested={parent ? (depth % 2 === 0 ? 'odd' : 'even') : undefined}
    >
      <div className={classes['head']}>
        <Text size="sm" c="dimmed">
          {parent ? 'Where' : 'Backers for whom'}
        </Text>
        <Select
          aria-label="How the conditions belong together"
          size="xs"
          className={classes['op']}
          data={ops}
          allowDeselect={false}
          comboboxProps={inMain}
          value={group.op}
          onChange={(op) => op && change({ do: 'op', id: group.id, op: op })}
        />
        {parent ? (
          <div className={classes['groupMenu']}>
            <NodeMenu node={group} parentId={parent.id} label="the group" wrappable={deeper} />
          </div>
        ) : null}
      </div>
      {group.nodes.map((node, index) => (
        <div key={node.id} className={classes['line']}>
          <Text size="xs" c="dimmed" className={classes['joiner']} aria-hidden={index === 0}>
            {index === 0 ? '' : joiners[group.op]}
          </Text>
          {isDraftGroup(node) ? (
            <FilterGroupEditor
              group={node}
              parent={group}
              depth={depth + 1}
              negated={within}
              onPaste={onPaste}
            />
          ) : (
            <ConditionRow leaf={node} parent={group} wrappable={deeper} negated={within} />
          )}
        </div>
      ))}
      <div className={classes['line']} data-bare={group.nodes.length === 0 || undefined}>
        <span />
        <div className={classes['adders']}>
          <FieldAdder groupId={group.id} />
          {deeper ? (
            <Button
              variant="subtle"
              size="compact-sm"
              leftSection={<IconBoxMultiple {...icon} />}
              onClick={addGroup}
            >
              Add a group
            </Button>
          ) : null}
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconClipboardText {...icon} />}
            onClick={() => onPaste(group.id)}
          >
            Paste a list
          </Button>
        </div>
      </div>
    </div>
  );
}
