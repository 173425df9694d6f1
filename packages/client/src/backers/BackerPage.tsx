import { PageHeader } from '../ui/PageHeader.tsx';

export function BackerPage() {
  return <PageHeader title="Backer" />;
}
