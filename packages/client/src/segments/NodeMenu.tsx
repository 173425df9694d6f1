import { ActionIcon, Menu } from '@mantine/core';
import {
  IconArrowDown,
  IconArrowsExchange,
  IconArrowUp,
  IconBoxMultiple,
  IconCopy,
  IconDots,
  IconTrash,
} from '@tabler/icons-react';
import { sizes, tone } from '../theme.ts';
import { useBuilder } from './builder-context.ts';
import { copyOf, newId, type DraftNode } from './draft.ts';

interface NodeMenuProps {
  node: DraftNode;
  /** The group it stands in. */
  parentId: string;
  /** What it is, for those who cannot see where it stands. */
  label: string;
  /** Whether a group more fits around it. */
  wrappable: boolean;
}

/** Where a part of the filter stands and which way round; all of it by keyboard too. */
export function NodeMenu({ node, parentId, label, wrappable }: NodeMenuProps) {
  const { change, focus } = useBuilder();
  const icon = { size: sizes.icon.medium, stroke: sizes.iconStroke, 'aria-hidden': true } as const;
  const move = (by: 1 | -1) => {
    change({ do: 'move', id: node.id, by });
    focus(node.id, 'menu');
  };
  return (
    <Menu position="bottom-end" width={224}>
      <Menu.Target>
        <ActionIcon aria-label={`More for ${label}`} data-part="menu">
          <IconDots {...icon} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconArrowUp {...icon} />} onClick={() => move(-1)}>
          Move up
        </Menu.Item>
        <Menu.Item leftSection={<IconArrowDown {...icon} />} onClick={() => move(1)}>
          Move down
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconArrowsExchange {...icon} />}
          onClick={() => change({ do: 'negate', id: node.id, groupId: newId() })}
        >
          Turn into the opposite
        </Menu.Item>
        {wrappable ? (
          <Menu.Item
            leftSection={<IconBoxMultiple {...icon} />}
            onClick={() => {
              const groupId = newId();
              change({ do: 'wrap', id: node.id, groupId, op: 'OR' });
              focus(groupId, 'add');
            }}
          >
            Put into a group
          </Menu.Item>
        ) : null}
        <Menu.Item
          leftSection={<IconCopy {...icon} />}
          onClick={() => change({ do: 'add', groupId: parentId, node: copyOf(node) })}
        >
          Duplicate
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          c={tone('attention')}
          leftSection={<IconTrash {...icon} />}
          onClick={() => {
            change({ do: 'remove', id: node.id });
            focus(parentId, 'add');
          }}
        >
          Remove
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
