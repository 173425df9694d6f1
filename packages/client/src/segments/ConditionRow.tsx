import { ActionIcon, Button, Select, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { filterField, type FilterOperator } from '@waybill/schema/filter-fields';
import { sizes, tone } from '../theme.ts';
import { useBuilder } from './builder-context.ts';
import { draftNodeOf, newId, wants, type DraftGroup, type DraftLeaf } from './draft.ts';
import { emptyHint, fieldOptions, operatorOptions } from './field-options.ts';
import classes from './FilterBuilder.module.css';
import { inMain } from './in-main.ts';
import { leafFor, withOperator, withValue } from './leaf.ts';
import { NodeMenu } from './NodeMenu.tsx';
import { ValueEditor } from './ValueEditor.tsx';

interface ConditionRowProps {
  leaf: DraftLeaf;
  parent: DraftGroup;
  wrappable: boolean;
  /** It stands within an odd number of groups of which none may hold. */
  negated: boolean;
}

/** One condition: field, comparison, value; below it what is not plain from these. */
export function ConditionRow({ leaf, parent, wrappable, negated }: ConditionRowProps) {
  const { change, focus, told } = useBuilder();
  const { label, words, help } = filterField(leaf.field);
  const wanted = wants(leaf);
  const hint = emptyHint(leaf, negated);
  const missing = told && wanted !== null;
  const put = (next: DraftLeaf) => change({ do: 'change', leaf: next });

  const leaveEmptyOut = () => {
    const condition = draftNodeOf({ field: leaf.field, operator: 'IS_NOT_EMPTY' });
    if (parent.op === 'AND') return change({ do: 'add', groupId: parent.id, node: condition });
    const groupId = newId();
    change({ do: 'wrap', id: leaf.id, groupId, op: 'AND' });
    change({ do: 'add', groupId, node: condition });
  };
  const canLeaveOut =
    hint !== null &&
    parent.op !== 'NOT' &&
    !negated &&
    filterField(leaf.field).operators.includes('IS_NOT_EMPTY') &&
    !parent.nodes.some(
      (node) => 'field' in node && node.field === leaf.field && node.operator === 'IS_NOT_EMPTY',
    );

  return (
    <div
      role="group"
      aria-label={`Condition: ${label}`}
      className={classes['condition']}
      data-node={leaf.id}
      onKeyDownCapture={(event) => {
        const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
        if (!event.altKey || by === 0) return;
        event.preventDefault();
        event.stopPropagation();
        change({ do: 'move', id: leaf.id, by });
        focus(leaf.id, 'menu');
      }}
    >
      <Select
        aria-label="Field"
        className={classes['field']}
        data={fieldOptions}
        searchable
        allowDeselect={false}
        selectFirstOptionOnChange
        nothingFoundMessage="No field of that name"
        comboboxProps={inMain}
        maxDropdownHeight={320}
        value={leaf.field}
        onChange={(field) => {
          if (!field || field === leaf.field) return;
          put({ ...leafFor(field), id: leaf.id });
          focus(leaf.id, 'value');
        }}
      />
      {words ? null : (
        <Select
          aria-label={`${label}: comparison`}
          className={classes['operator']}
          data={operatorOptions(leaf.field)}
          allowDeselect={false}
          comboboxProps={inMain}
          maxDropdownHeight={320}
          value={leaf.operator}
          onChange={(operator) => operator && put(withOperator(leaf, operator as FilterOperator))}
        />
      )}
      <div className={classes['valueLine']}>
        <div className={classes['value']} data-part="value">
          <ValueEditor
            key={`${leaf.field} ${leaf.operator}`}
            leaf={leaf}
            onChange={(value) => put(withValue(leaf, value))}
            missing={missing}
          />
        </div>
        <NodeMenu
          node={leaf}
          parentId={parent.id}
          label={`the condition on ${label}`}
          wrappable={wrappable}
        />
        <ActionIcon
          aria-label={`Remove the condition on ${label}`}
          onClick={() => {
            change({ do: 'remove', id: leaf.id });
            focus(parent.id, 'add');
          }}
        >
          <IconX size={sizes.icon.medium} stroke={sizes.iconStroke} aria-hidden />
        </ActionIcon>
      </div>
      {missing ? (
        <Text size="xs" c={tone('attention')} className={classes['hint']}>
          {leaf.value === undefined ? 'Give it a value, or remove the condition.' : wanted}
        </Text>
      ) : hint || help ? (
        <Text size="xs" c="dimmed" className={classes['hint']} component="div">
          {[help, hint].filter(Boolean).join(' ')}{' '}
          {canLeaveOut ? (
            <Button variant="subtle" size="compact-xs" onClick={leaveEmptyOut}>
              Leave them out
            </Button>
          ) : null}
        </Text>
      ) : null}
    </div>
  );
}
