import { PageHeader } from '../ui/PageHeader.tsx';

export function InvitationPage() {
  return <PageHeader title="Invitation" />;
}
