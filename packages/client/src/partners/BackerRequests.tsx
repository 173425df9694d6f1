import { useQuery } from '@apollo/client/react';
import { Text } from '@mantine/core';
import { BackerRequests as Requests } from '@waybill/schema/reconciliation';
import { Section } from '../backers/Section.tsx';
import { useBackerChanges } from '../backers/use-backer-changes.ts';
import { useProject } from '../projects/project.ts';
import { formatAgo, formatMoment } from '../ui/format.ts';
import { requestWords } from './partner-looks.ts';

/** What partners were sent of one backer's order; nothing where it was never sent to one. */
export function BackerRequests({ backerId }: { backerId: string }) {
  const project = useProject();
  const { data, error, refetch } = useQuery(Requests, {
    variables: { backerId },
    fetchPolicy: 'cache-and-network',
  });
  useBackerChanges(project.id, backerId, () => void refetch().catch(() => undefined));
  // A packer who sees nothing here ships: it must not stand for what could not be read.
  if (!data && error)
    return (
      <Section title="Partners">
        <Text size="sm" c="dimmed" role="alert">
          What partners were sent could not be read.
        </Text>
      </Section>
    );
  const requests = data?.backer?.fulfillmentRequests ?? [];
  if (requests.length === 0) return null;
  return (
    <Section title="Partners">
      {requests.map((request) => (
        <div key={request.id}>
          <Text size="sm" fw={550}>
            {request.partnerName}: {requestWords[request.status]}
          </Text>
          <Text size="xs" c="dimmed" mb="xs">
            Sent{' '}
            <time dateTime={request.sentAt} title={formatMoment(request.sentAt)}>
              {formatAgo(request.sentAt)}
            </time>
            , with version {request.addressVersion} of the address
            {request.rejection ? `. ${request.rejection}` : ''}
          </Text>
        </div>
      ))}
    </Section>
  );
}
