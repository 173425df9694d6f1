import { useQuery } from '@apollo/client/react';
import { MailPolicy } from '@waybill/schema/mail-settings';
import { useProject } from '../projects/project.ts';
import type { NotifyPolicy } from './policies.ts';

/** When the open project tells its backers; asking is the rule until it is known. */
export function usePolicy(): NotifyPolicy {
  const project = useProject();
  const { data } = useQuery(MailPolicy, { variables: { projectId: project.id } });
  return data?.project?.mailSettings.policy ?? 'ASK';
}
