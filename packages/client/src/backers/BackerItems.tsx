import { Badge, Table, Text } from '@mantine/core';
import type { BackerDetail } from '@waybill/schema/backers';
import { Section } from './Section.tsx';

/** What the backer is owed. */
export function BackerItems({ backer }: { backer: BackerDetail }) {
  const { items } = backer.order;
  return (
    <Section title="Owed">
      {backer.rewardTitle ? (
        <Text size="sm" c="dimmed" mb="xs">
          Reward: {backer.rewardTitle}
        </Text>
      ) : null}
      {items.length === 0 ? (
        <Text size="sm" c="dimmed">
          The import named no items.
        </Text>
      ) : (
        <Table verticalSpacing={6} horizontalSpacing={0} withRowBorders={false}>
          <Table.Thead className="wb-sr-only">
            <Table.Tr>
              <Table.Th>Quantity</Table.Th>
              <Table.Th>Item</Table.Th>
              <Table.Th>Kind</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {items.map((item) => (
              <Table.Tr key={item.id}>
                <Table.Td w={48} valign="top">
                  {item.quantity} ×
                </Table.Td>
                <Table.Td>
                  <Text size="sm">{item.name}</Text>
                  {item.sku ? (
                    <Text size="xs" c="dimmed">
                      {item.sku}
                    </Text>
                  ) : null}
                </Table.Td>
                <Table.Td ta="end" valign="top">
                  {item.kind === 'DIGITAL' ? (
                    <Badge variant="default" tt="none" fw={500} radius="sm">
                      Digital
                    </Badge>
                  ) : null}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Section>
  );
}
