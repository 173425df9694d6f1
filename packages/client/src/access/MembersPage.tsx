import { PageHeader } from '../ui/PageHeader.tsx';

export function MembersPage() {
  return <PageHeader title="Members" />;
}
