import { PageHeader } from '../ui/PageHeader.tsx';

export function BackerImportPage() {
  return <PageHeader title="Import backers" />;
}
