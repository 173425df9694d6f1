import { PageHeader } from '../ui/PageHeader.tsx';

export function TokensPage() {
  return <PageHeader title="API tokens" />;
}
